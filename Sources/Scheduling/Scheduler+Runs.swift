package import Domain
package import Persistence

/// Schedules that are due so long after their last run ended.
extension Scheduler {
    /// Takes note of runs that were created, whatever for; the scheduler's own it notes itself.
    ///
    /// To be told before their ends can be.
    package func runsBegan(_ runs: [Run]) {
        for run in runs where agenda[run.scheduleID]?.followsEnds == true {
            agenda.update(run.scheduleID) { entry in
                entry.underWay.insert(run.uid)
                entry.schedule.idleSince = nil
            }
        }
    }

    /// Takes note of ends as the store has them; those that are tried again are none.
    package func runsEnded(_ ended: [CompletedRun]) {
        var isNews = false
        for end in ended where end.retry == nil {
            guard agenda[end.run.scheduleID]?.followsEnds == true else { continue }
            isNews = true
            agenda.update(end.run.scheduleID) { entry in
                entry.underWay.remove(end.run.uid)
                // An end that was known before says nothing new.
                if let idleSince = end.idleSince { entry.schedule.idleSince = idleSince }
            }
        }
        if isNews { setAlarm() }
    }
}
