import Testing

struct ScheduleFaultTests {
    /// What follows a good schedule, and what is said of it.
    static let additions: [(String, String)] = [
        ("comand: ls", "4:1: comand: unknown key \"comand\": did you mean \"command\"?"),
        (
            "successExitCodes: [0]",
            """
            4:1: successExitCodes: unknown key "successExitCodes": did you mean \
            "success_exit_codes"?
            """
        ),
        (
            "working_directory: /",
            "4:1: working_directory: unknown key \"working_directory\": did you mean \"directory\"?"
        ),
        ("env: {}", "4:1: env: unknown key \"env\": did you mean \"environment\"?"),
        (
            "zzz: 1",
            """
            4:1: zzz: unknown key "zzz": a schedule has name, project, description, labels, \
            when, timezone, command, environment, parameters, directory, user, limits, timeout, \
            grace, success_exit_codes, overlap, max_active, catch_up, catch_up_limit, start_deadline, \
            spread, retry, start_on_boot, leftovers, dst_gap, dst_fold, paused, notifications, \
            notification
            """
        ),
        (
            "'a b': 1",
            """
            4:1: ["a b"]: unknown key "a b": a schedule has name, project, description, labels, \
            when, timezone, command, environment, parameters, directory, user, limits, timeout, \
            grace, success_exit_codes, overlap, max_active, catch_up, catch_up_limit, start_deadline, \
            spread, retry, start_on_boot, leftovers, dst_gap, dst_fold, paused, notifications, \
            notification
            """
        ),
        (
            "project: a b",
            """
            4:10: project: "a b" is no name: use 1 to 100 letters, digits, - and _, beginning \
            with a letter or digit
            """
        ),
        (
            "description: 5",
            "4:14: description: must be a text, not a whole number: put it in quotes"
        ),
        ("description: \"a\\0b\"", "4:14: description: must not contain a NUL byte"),
        ("labels: 5", "4:9: labels: must be an object, not a whole number"),
        ("labels: {a: [b]}", "4:13: labels.a: must be a text, not a list"),
        (
            "labels: {\"a\\n\": b}",
            """
            4:10: labels["a\\n"]: the key of a label must have 1 to 100 characters and no \
            control characters
            """
        ),
        ("timezone: Nowhere", "4:11: timezone: there is no time zone Nowhere"),
        ("timezone: ''", "4:11: timezone: must not be empty"),
        (
            "environment: {NOTIFYD_RUN: x}",
            """
            4:15: environment.NOTIFYD_RUN: names that begin with NOTIFYD_ are notifyd's own: \
            choose another
            """
        ),
        (
            "environment: {'A=B': x}",
            """
            4:15: environment["A=B"]: the name of a variable must not be empty or contain = or a \
            NUL byte
            """
        ),
        (
            "environment: {\"A\\0\": x}",
            """
            4:15: environment["A\\0"]: the name of a variable must not be empty or contain = or \
            a NUL byte
            """
        ),
        ("environment: {A: \"x\\0\"}", "4:18: environment.A: must not contain a NUL byte"),
        ("environment: {A: ~}", "4:18: environment.A: must be a text, not null: put it in quotes"),
        ("parameters: [a]", "4:13: parameters: must be an object, not a list"),
        (
            "parameters: {a-b: 1}",
            """
            4:14: parameters.a-b: the name of a parameter has 1 to 100 letters, digits and _, and \
            does not begin with a digit: it becomes a variable's
            """
        ),
        (
            "parameters: {NOTIFYD_RUN: 1}",
            """
            4:14: parameters.NOTIFYD_RUN: names that begin with NOTIFYD_ are notifyd's own: choose \
            another
            """
        ),
        (
            "environment: {A: x}\nparameters: {A: 1}",
            """
            5:14: parameters.A: "environment" has a variable of this name already: choose another
            """
        ),
        ("parameters: {A: \"x\\0\"}", "4:17: parameters.A: must not contain a NUL byte"),
        ("params: {}", "4:1: params: unknown key \"params\": did you mean \"parameters\"?"),
        ("directory: var/x", "4:12: directory: must be an absolute path, beginning with /"),
        ("user: a b", "4:7: user: must be the name of a system user, without blanks and colons"),
        ("limits: {mem: 1}", "4:10: limits.mem: unknown key \"mem\": did you mean \"memory\"?"),
        ("limits: {memory: 1K}", "4:18: limits.memory: must be from 1M to 1P, not 1K"),
        (
            "limits: {memory: 5MB}",
            "4:18: limits.memory: must be a size such as 512M or 2GiB, or a number of bytes"
        ),
        (
            "limits: {output: 9999999999999P}",
            "4:18: limits.output: must be a size such as 512M or 2GiB, or a number of bytes"
        ),
        ("limits: {cpu: 0}", "4:15: limits.cpu: must be from 0.01 to 1000, not 0.0"),
        ("limits: {cpu: all}", "4:15: limits.cpu: must be a number, such as 2 or 0.5, not a text"),
        ("limits: {cpus: 2}", "4:10: limits.cpus: unknown key \"cpus\": did you mean \"cpu\"?"),
        (
            "limits: {processes: 0}",
            "4:21: limits.processes: must be from 1 to 4194304, not 0"
        ),
        (
            "limits: {TasksMax: 5}",
            "4:10: limits.TasksMax: unknown key \"TasksMax\": did you mean \"processes\"?"
        ),
        ("limits: {open_files: 3}", "4:22: limits.open_files: must be from 8 to 1048576, not 3"),
        ("limits: {nice: 20}", "4:16: limits.nice: must be from -20 to 19, not 20"),
        ("limits: {nice: 1.5}", "4:16: limits.nice: must be a whole number, not a number"),
        (
            "timeout: 1 hour",
            "4:10: timeout: must be a duration such as 90s, 15m or 1h30m, or a number of seconds"
        ),
        (
            "timeout: -1",
            "4:10: timeout: must be a duration such as 90s, 15m or 1h30m, or a number of seconds"
        ),
        ("timeout: 0", "4:10: timeout: must be from 1ms to 366d, not 0s"),
        ("timeout: 400d", "4:10: timeout: must be from 1ms to 366d, not 400d"),
        ("grace: 2d", "4:8: grace: must be from 0s to 1d, not 2d"),
        (
            "success_exit_codes: []",
            "4:21: success_exit_codes: must name at least one exit status, or be left out"
        ),
        (
            "success_exit_codes: [0, 256]",
            "4:25: success_exit_codes[1]: must be from 0 to 255, not 256"
        ),
        ("success_exit_codes: 0", "4:21: success_exit_codes: must be a list, not a whole number"),
        ("paused: yes", "4:9: paused: must be true or false, not a text"),
        (
            "notifications: {kind: slack}",
            "4:16: notifications: must be a list, also of one notification, not an object"
        ),
    ]

    @Test(arguments: additions)
    func `one fault is told with its place and what to do`(line: String, fault: String) {
        #expect(Sample.faults(Sample.good + line) == [fault])
    }
}
