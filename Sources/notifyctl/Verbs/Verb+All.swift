import Console

extension Verb {
    /// The verbs, in the order in which the help text lists them.
    static let all: [Verb] = [
        apply, check, importCrontab, listSchedules, showSchedule, nextOccurrences, explain,
        pauseSchedule,
        resumeSchedule, deleteSchedule, startSchedule, backfill, listRuns, showRun, why, logs,
        abortRun, setResults, listNotifications, setScheduleNotifications,
        setProjectNotifications, setRunNotifications, addNotifier, listNotifiers, showNotifier,
        removeNotifier, enableNotifier, disableNotifier, listChannels, describeChannel, addDenial,
        listDenials, removeDenial,
        listDeliveries, showDelivery,
        retryDelivery, cancelDelivery, resendNotifications, render, send, exec, watch, status,
        reload, completion, version, help, complete, manual,
    ]
}
