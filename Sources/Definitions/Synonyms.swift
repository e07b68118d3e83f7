/// The words of other schedulers for ours.
enum Synonyms {
    /// The known word that a given one stands for elsewhere.
    static func word(for given: String, among known: [String]) -> String? {
        guard given.count <= DefinitionLimits.comparedLength else { return nil }
        return table[String(Nearest.simplified(given))]?.first(where: known.contains)
    }

    /// What is meant, by the word as `Nearest` compares it.
    private static let table: [String: [String]] = [
        "workingdirectory": ["directory"], "workdir": ["directory"], "cwd": ["directory"],
        "env": ["environment"], "cron": ["when"], "schedule": ["when"], "oncalendar": ["when"],
        "trigger": ["when"], "tz": ["timezone"], "cmd": ["command"], "run": ["command"],
        "script": ["command"], "args": ["command"], "execstart": ["command"],
        "enabled": ["paused"], "disabled": ["paused"], "suspend": ["paused"],
        "suspended": ["paused"], "nofile": ["open_files"], "mem": ["memory"],
        "memorymax": ["memory"], "cpus": ["cpu"], "cpuquota": ["cpu"], "cores": ["cpu"],
        "pids": ["processes"], "tasksmax": ["processes"], "nproc": ["processes"],
        "killmode": ["leftovers"],
        "type": ["kind"], "channel": ["kind"], "on": ["when"], "text": ["message"],
        "parameters": ["params"], "params": ["parameters"], "inputs": ["parameters"],
        "success": ["completed"], "succeeded": ["completed"],
        "failure": ["error"], "fail": ["error"], "cancelled": ["aborted"],
        "canceled": ["aborted"], "started": ["running"], "warn": ["warning"],
        "critical": ["error"], "information": ["info"],
        "activedeadlineseconds": ["timeout"], "runtimemaxsec": ["timeout"],
        "executiontimeout": ["timeout"], "timeoutstopsec": ["grace"],
        "terminationgraceperiodseconds": ["grace"],

        "concurrencypolicy": ["overlap"], "concurrency": ["overlap"],
        "overlappolicy": ["overlap"], "forbid": ["skip"], "drop": ["skip"], "reject": ["skip"],
        "discard": ["skip"], "wait": ["queue"], "enqueue": ["queue"], "bufferone": ["queue"],
        "bufferall": ["queue-all"], "queueall": ["queue-all"], "cancelother": ["replace"],
        "terminateother": ["replace"], "restart": ["replace"], "allowall": ["allow"],
        "parallel": ["allow"], "concurrent": ["allow"],
        "maxinstances": ["max_active"], "maxactiveruns": ["max_active"],
        "parallelism": ["max_active"], "maxparallel": ["max_active"],
        "persistent": ["catch_up"], "coalesce": ["catch_up"], "misfirepolicy": ["catch_up"],
        "catchupwindow": ["start_deadline"], "one": ["latest"], "once": ["latest"],
        "last": ["latest"], "never": ["none"],
        "startingdeadlineseconds": ["start_deadline"], "misfiregracetime": ["start_deadline"],
        "deadline": ["start_deadline"],
        "randomizeddelaysec": ["spread"], "randomdelay": ["spread"],
        "randomizedoffsetsec": ["spread"], "fixedrandomdelay": ["spread"], "jitter": ["spread"],
        "splay": ["spread"], "startingdelay": ["spread"],
        "backofflimit": ["retry", "limit"], "retries": ["retry", "limit"],
        "maxretries": ["retry", "limit"], "attempts": ["retry", "limit"],
        "maxattempts": ["retry", "limit"], "retrypolicy": ["retry"], "retrydelay": ["retry"],
        "backoff": ["retry", "delay"], "initialinterval": ["delay"], "interval": ["delay"],
        "maxinterval": ["max_delay"], "maxretrydelay": ["max_delay"], "maxbackoff": ["max_delay"],
        "codes": ["exit_codes"], "retryonexitcode": ["retry"],
        "onbootsec": ["start_on_boot"], "onstartupsec": ["start_on_boot"],
        "reboot": ["start_on_boot"], "atboot": ["start_on_boot"], "dst": ["dst_gap"],
        "killed": ["signal"], "oom": ["signal"], "timedout": ["timeout"], "failed": ["exit"],
    ]
}
