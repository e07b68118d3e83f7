import Testing

struct NotificationFaultTests {
    /// What a list of one notification holds, and what is said of it.
    static let notifications: [(String, String)] = [
        (
            "5",
            """
            4:17: notifications[0]: must be an object with the keys of a notification, not a \
            whole number
            """
        ),
        (
            "{}",
            """
            4:17: notifications[0].kind: "kind" is missing: name a channel: \(Sample.kinds), everything
            """
        ),
        (
            "{kind: slak}",
            """
            4:24: notifications[0].kind: unknown kind "slak": did you mean "slack"? (known are \
            \(Sample.kinds), everything)
            """
        ),
        (
            "{kind: pigeon}",
            """
            4:24: notifications[0].kind: unknown kind "pigeon": known are \(Sample.kinds), everything
            """
        ),
        (
            "{kind: console, when: eror}",
            """
            4:39: notifications[0].when: unknown word "eror": did you mean "error"? (known are \
            pending, running, completed, error, aborted, skipped, exit, \
            signal, timeout, start, lost, exception, attempt-error, broken, fixed, defined, reported)
            """
        ),
        (
            "{kind: everything, params: {text: a, count: 1}, secret_params: {count: 2}}",
            """
            4:81: notifications[0].secret_params.count: "count" is in "params" too: leave it out of one \
            of them
            """
        ),
        (
            "{kind: everything, params: {text: a}, secret_params: {count: '********'}}",
            """
            4:78: notifications[0].secret_params.count: holds ********, which is only shown in place of \
            a secret: write the secret
            """
        ),
        (
            "{kind: everything, params: {text: a}, secret_params: {cuont: 1}}",
            """
            4:71: notifications[0].secret_params.cuont: unknown parameter "cuont": did you mean "count"?
            """
        ),
        (
            "{notifier: on-call, params: {url: x}}",
            """
            4:37: notifications[0].params: the notifier has its own "params": leave it out
            """
        ),
        (
            "{notifier: on-call, kind: slack}",
            """
            4:37: notifications[0].kind: the notifier has its own "kind": leave it out
            """
        ),
        (
            "{notifier: a/b}",
            """
            4:28: notifications[0].notifier: "a/b" is no name: use 1 to 100 letters, digits, - and _, \
            beginning with a letter or digit
            """
        ),
        (
            "{kind: console, when: [error, success]}",
            """
            4:47: notifications[0].when[1]: unknown word "success": did you mean "completed"? \
            (known are pending, running, completed, error, aborted, skipped, exit, \
            signal, timeout, start, lost, exception, attempt-error, broken, fixed, defined, reported)
            """
        ),
        (
            "{kind: console, when: 5}",
            "4:39: notifications[0].when: must be a word or a list of words, not a whole number"
        ),
        (
            "{kind: console, when: []}",
            "4:39: notifications[0].when: must have at least one word, or be left out"
        ),
        (
            "{kind: console, severity: warn}",
            """
            4:43: notifications[0].severity: unknown severity "warn": did you mean "warning"? \
            (known are debug, info, warning, error)
            """
        ),
        (
            "{kind: console, url: x}",
            "4:33: notifications[0].url: unknown key \"url\": it belongs into \"params\""
        ),
        (
            "{kind: console, nane: x}",
            "4:33: notifications[0].nane: unknown key \"nane\": did you mean \"name\"?"
        ),
        (
            "{kind: console, name: a.b}",
            """
            4:39: notifications[0].name: "a.b" is no name: use 1 to 100 letters, digits, - and \
            _, beginning with a letter or digit
            """
        ),
        (
            "{kind: console, params: {x: 1}}",
            "4:42: notifications[0].params.x: unknown parameter \"x\": the channel console has none"
        ),
        (
            "{kind: webhook, params: {url: u, ulr: 1}}",
            "4:50: notifications[0].params.ulr: unknown parameter \"ulr\": did you mean \"url\"?"
        ),
        (
            "{kind: slack}",
            """
            4:17: notifications[0].params.webhook: "webhook" is missing, which the channel slack \
            needs, or "token" and "channel"
            """
        ),
        (
            "{kind: slack, params: {webhook: }}",
            """
            4:39: notifications[0].params.webhook: "webhook" is missing, which the channel slack \
            needs, or "token" and "channel"
            """
        ),
        (
            "{kind: slack, params: {channel: '#ops'}}",
            """
            4:39: notifications[0].params.token: "token" is missing, which the channel slack needs
            """
        ),
        (
            "{kind: git, params: {repo: a/b, token: t}}",
            """
            4:37: notifications[0].params.issue: "issue" is missing, which the channel git needs, or \
            "merge_request"
            """
        ),
        (
            "{kind: slack, params: {webhook: ''}}",
            "4:49: notifications[0].params.webhook: must not be empty"
        ),
        (
            "{kind: slack, params: [x]}",
            "4:39: notifications[0].params: must be an object, not a list"
        ),
        (
            "{kind: everything, params: {text: 5}}",
            """
            4:51: notifications[0].params.text: must be a text, not a whole number: put it in \
            quotes
            """
        ),
        (
            "{kind: everything, params: {text: t, flag: no}}",
            "4:60: notifications[0].params.flag: must be true or false, not a text"
        ),
        (
            "{kind: everything, params: {text: t, count: 1.5}}",
            "4:61: notifications[0].params.count: must be a whole number, not a number"
        ),
        (
            "{kind: everything, params: {text: t, headers: h}}",
            "4:63: notifications[0].params.headers: must be an object, not a text"
        ),
        (
            "{kind: everything, params: {text: \"\\0\"}}",
            "4:51: notifications[0].params.text: must not contain a NUL byte"
        ),
        (
            "{kind: everything, params: {text: t, body: [{\"\\0\": 1}]}}",
            "4:60: notifications[0].params.body: must not contain a NUL byte"
        ),
        (
            "{kind: everything, params: {text: t, token: '********'}}",
            """
            4:61: notifications[0].params.token: holds ********, which is only shown in place of \
            a secret: write the secret
            """
        ),
        (
            "{kind: everything, params: {text: t, headers: {A: '********'}}}",
            """
            4:63: notifications[0].params.headers: holds ********, which is only shown in place \
            of a secret: write the secret
            """
        ),
        (
            "{kind: everything, params: {text: t, body: {refuse: 1}}}",
            "4:69: notifications[0].params.body.refuse: is refused"
        ),
        (
            "{kind: console, name: n}, {kind: console, name: n}",
            """
            4:65: notifications[1].name: the name "n" is taken, first at line 4, column 39: \
            choose another
            """
        ),
    ]

    @Test(arguments: notifications)
    func `a fault of a notification is told with its place and what to do`(
        element: String, fault: String
    ) {
        #expect(Sample.faults(Sample.good + "notifications: [\(element)]") == [fault])
    }
}
