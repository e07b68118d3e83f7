import Channels
import Definitions
import Domain
import Formats
import Testing

/// Notifications as pulse-notifier has them, and the lists that they mean.
struct SectionTests {
    /// Channels as pulse-notifier's plugins are, and one that takes addresses in a text.
    private static let channels =
        Sample.some.filter { $0.kind != "mail" } + [
            ChannelDeclaration(
                kind: "ses", summary: "Mails through SES.",
                parameters: [ParameterDeclaration("emails", .any, meaning: "Addresses.")]),
            ChannelDeclaration(
                kind: "irc", summary: "Says it on IRC.",
                parameters: [
                    ParameterDeclaration("nicks", .any, meaning: "Nicknames."),
                    ParameterDeclaration(
                        "password", .text, isSecret: true, meaning: "Of the server."),
                ]),
            ChannelDeclaration(
                kind: "mail", summary: "Mails.",
                parameters: [
                    ParameterDeclaration("emails", .text, isRequired: true, meaning: "Addresses.")
                ]),
        ]

    private static let kinds = channels.map(\.kind).joined(separator: ", ")

    private static let reader = ScheduleReader(channels: channels, checkTimezone: { _ in nil })

    private func notifications(_ text: String) throws -> [Notification] {
        let nodes = try YAMLDocument.nodes(in: Sample.good + text)
        return try Self.reader.schedules(inDocuments: nodes)[0].notifications
    }

    private func faults(_ text: String) -> [String] {
        let file = DefinitionFile(name: "f", bytes: Array((Sample.good + text).utf8))
        let error = #expect(throws: InvalidFiles.self) {
            try Self.reader.schedules(inFiles: [file])
        }
        return (error?.faults ?? []).map { String($0.description.dropFirst(2)) }
    }

    /// The example of pulse-notifier's README, as it stands there.
    private static let example = """
        "notification": {
          "task-defined": {
            "message": "This task has been defined within TaskCluster",
            "subject": "task-defined notification",
            "plugins": [
              "ses"
            ],
            "emails": [
              "csheehan@mozilla.com"
            ]
          },
          "task-failed": {
            "message": "The task failed! Uh-oh...",
            "plugins": [
              "irc",
              "ses",
            ],
            "nicks": [
              "sheehan",
              "rail",
            ],
            "emails": [
              "csheehan@mozilla.com",
            ]
          }
        }
        """

    @Test func `the example of pulse-notifier is a list of three`() throws {
        let list = """
            notifications:
              - name: task-defined-ses
                kind: ses
                when: task-defined
                message: This task has been defined within TaskCluster
                subject: task-defined notification
                params: {emails: [csheehan@mozilla.com]}
              - name: task-failed-irc
                kind: irc
                when: task-failed
                message: The task failed! Uh-oh...
                params: {nicks: [sheehan, rail]}
              - name: task-failed-ses
                kind: ses
                when: task-failed
                message: The task failed! Uh-oh...
                params: {emails: [csheehan@mozilla.com]}
            """
        #expect(try notifications(Self.example) == notifications(list))
        #expect(try notifications(list).map(\.when) == [[.defined], [.error], [.error]])
    }

    static let meanings: [(sections: String, list: String)] = [
        ("", ""), ("completed: ", ""), ("completed: {plugins: []}", ""),
        ("completed: {plugins: {}}", ""),
        ("fixed: {plugins: [console]}", "{name: fixed-console, kind: console, when: fixed}"),
        (
            "task-completed: {plugins: {console: }}",
            "{name: task-completed-console, kind: console, when: completed}"
        ),
        (
            "task-failed: {plugins: [console]}, task-exception: {plugins: [console]}",
            """
            {name: task-failed-console, kind: console, when: exit},
            {name: task-exception-console, kind: console, when: exception}
            """
        ),
        (
            "failed: {plugins: [console]}, broken: {plugins: [console]}",
            """
            {name: failed-console, kind: console, when: error},
            {name: broken-console, kind: console, when: broken}
            """
        ),
        (
            """
            error: {
                message: m, subject: s, emails: [a, b],
                plugins: {ses: {message: own}, smtp: {subject: own}, console: {message: ''}}}
            """,
            """
            {name: error-ses, kind: ses, when: error, message: own, subject: s,
                params: {emails: [a, b]}},
            {name: error-smtp, kind: mail, when: error, message: m, subject: own,
                params: {emails: 'a, b'}},
            {name: error-console, kind: console, when: error, subject: s}
            """
        ),
        (
            "error: {emails: [a], plugins: [mail]}",
            "{name: error-mail, kind: mail, when: error, params: {emails: a}}"
        ),
        (
            """
            error: {nicks: [n], emails: [a], plugins: {
                irc: {params: {password: p}}, ses: {params: {emails: [b]}},
                slack: {secret_params: {webhook: 'https://hooks.slack.com/services/x'}}}}
            """,
            """
            {name: error-irc, kind: irc, when: error, params: {password: p, nicks: [n]}},
            {name: error-ses, kind: ses, when: error, params: {emails: [b]}},
            {name: error-slack, kind: slack, when: error,
                secret_params: {webhook: 'https://hooks.slack.com/services/x'}}
            """
        ),
        (
            "error: {nicks: [n], plugins: {irc: {secret_params: {nicks: [m]}}}}",
            "{name: error-irc, kind: irc, when: error, secret_params: {nicks: [m]}}"
        ),
    ]

    @Test(arguments: meanings)
    func `sections mean the list with one notification for each plugin`(
        sections: String, list: String
    ) throws {
        let expected = try notifications("notifications: [\(list)]")
        #expect(try notifications("notification: {\(sections)}") == expected)
        #expect(try notifications("notifications: {\(sections)}") == expected)
    }

    @Test func `sections come after a list, and take no name from it`() throws {
        let both = try notifications(
            """
            notifications: [{kind: console}, {name: error-console, kind: console}]
            notification: {error: {plugins: [console]}}
            """)
        #expect(both.map(\.name.text) == ["console", "error-console", "error-console-2"])
    }

    @Test(arguments: ["notification", "notifications"])
    func `a file of notifications may have sections as well`(key: String) throws {
        let nodes = try YAMLDocument.nodes(in: "\(key): {fixed: {plugins: [console]}}")
        let read = try Sample.notifications.notifications(inDocuments: nodes)
        #expect(read.map(\.name.text) == ["fixed-console"])
    }

    static let wrong: [(String, [String])] = [
        (
            "notification: [x]",
            [
                """
                4:15: notification: must be an object with a section for each status, not a list: \
                a list belongs under "notifications"
                """
            ]
        ),
        (
            "notification: {compleeted: {plugins: []}}",
            [
                """
                4:16: notification.compleeted: unknown status "compleeted": did you mean \
                "completed"? (known are \(Interest.allCases.map(\.rawValue).joined(separator: ", ")))
                """
            ]
        ),
        (
            "notification: {error: {emails: [], nicks: [1]}}",
            [
                """
                4:23: notification.error.plugins: "plugins" is missing: name channels: \(kinds)
                """,
                "4:44: notification.error.nicks[0]: must be a text, not a whole number: put it in quotes",
            ]
        ),
        (
            "notification: {error: {plugins: [ses, sns, ses]}}",
            [
                """
                4:39: notification.error.plugins[1]: unknown kind "sns": did you mean "ses"? (known \
                are \(kinds))
                """,
                "4:44: notification.error.plugins[2]: \"ses\" is named twice: leave one out",
            ]
        ),
        (
            "notification: {error: {plugins: {repulse: {message: 5, x: y}}}}",
            [
                """
                4:34: notification.error.plugins.repulse: unknown kind "repulse": known are \(kinds)
                """,
                "4:53: notification.error.plugins.repulse.message: must be a text, not a whole number: "
                    + "put it in quotes",
                """
                4:56: notification.error.plugins.repulse.x: unknown key "x": a plugin has subject, \
                message, params, secret_params
                """,
            ]
        ),
        (
            "notification: {error: {plugins: [slack]}}",
            [
                """
                4:34: notification.error.plugins[0]: the channel slack needs "webhook": write \
                "plugins" as an object, such as {slack: {params: {webhook: …}}}
                """
            ]
        ),
        (
            "notification: {error: {plugins: {slack: , mail: {params: []}}}}",
            [
                """
                4:41: notification.error.plugins.slack.params.webhook: "webhook" is missing, which \
                the channel slack needs, or "token" and "channel"
                """,
                """
                4:58: notification.error.plugins.mail.params: must be an object, not a list
                """,
            ]
        ),
        (
            "notification: {error: {plugins: console}}",
            [
                """
                4:33: notification.error.plugins: must be a list of channels, or an object of them, \
                not a text
                """
            ]
        ),
        (
            "notifications: {}\nnotification: {}",
            [
                "5:1: notification: \"notifications\" has sections too: put all of them there"
            ]
        ),
        (
            "extra: {notification: {}}",
            [
                """
                4:1: extra: unknown key "extra": write its "notification" among the keys of the \
                schedule
                """
            ]
        ),
    ]

    @Test(arguments: wrong)
    func `a fault in a section is told once, with its place`(text: String, expected: [String]) {
        #expect(faults(text) == expected)
    }

    @Test func `kinds that are not there are told at each plugin that has them`() {
        let known = Sample.channels.map(\.kind).joined(separator: ", ")
        let faults = Sample.faults(Sample.good + Self.example)
        #expect(faults.count == 3)
        for (fault, (place, kind)) in zip(
            faults,
            [
                ("9:7: notification.task-defined.plugins[0]", "ses"),
                ("18:7: notification.task-failed.plugins[0]", "irc"),
                ("19:7: notification.task-failed.plugins[1]", "ses"),
            ])
        {
            #expect(fault.hasPrefix("\(place): unknown kind \"\(kind)\": "), "\(fault)")
            #expect(fault.contains("known are \(known)"), "\(fault)")
        }
    }

    @Test func `sections make no more notifications than a list may have`() throws {
        let words = Interest.allCases.map(\.rawValue)
        let plugins = "[console, ses, irc, mail]"
        let sections = words.map { "\($0): {emails: [a], plugins: \(plugins)}" }
        let list = Array(repeating: "{kind: console}", count: 100 - words.count * 4)
        let text = "notification: {\(sections.joined(separator: ", "))}\nnotifications: "
        #expect(try notifications(text + "[\(list.joined(separator: ", "))]").count == 100)
        let more = (list + ["{kind: console}"]).joined(separator: ", ")
        #expect(
            faults(text + "[\(more)]") == [
                "4:15: notification: there must be at most 100 notifications, not 101"
            ])
    }

    @Test func `emails are whom the channel mail sends to`() throws {
        let reader = ScheduleReader(
            channels: ChannelTable.declarations, checkTimezone: { _ in nil })
        let text = """

            notification: {task-failed: {emails: [a@example.org, b@example.org], plugins: [smtp]}}
            """
        let schedule = try reader.schedules(
            inDocuments: YAMLDocument.nodes(in: Sample.good + text))[0]
        let notification = try #require(schedule.notifications.first)
        #expect(notification.name.text == "task-failed-smtp" && notification.kind == "mail")
        #expect(
            notification.configuration?.parameters == ["to": ["a@example.org", "b@example.org"]])
    }
}
