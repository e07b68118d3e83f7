import Definitions
import Domain
import Formats
import Testing

struct NotificationReaderTests {
    @Test func `what is secret is kept apart, by declaration or by the author's wish`() throws {
        let notifications = try Sample.schedules(
            Sample.good
                + """
                notifications:
                  - kind: everything
                    params: {text: a, token: t}
                    secret_params: {count: 5}
                    condition: "{{ run.status.state }}"
                    subject: s
                    when: [fixed, broken]
                  - notifier: on-call
                """
        )[0].notifications
        #expect(
            notifications == [
                Notification(
                    name: try Name("everything"), kind: "everything", when: [.broken, .fixed],
                    condition: "{{ run.status.state }}", subject: "s", parameters: ["text": "a"],
                    secretParameters: ["token": "t", "count": 5]),
                Notification(
                    name: try Name("on-call"), target: .notifier(try Name("on-call"))),
            ])
    }

    private func read(_ text: String) throws -> [Notification] {
        try Sample.notifications.notifications(inDocuments: try YAMLDocument.nodes(in: text))
    }

    @Test(arguments: [
        "- kind: console", "notifications:\n- kind: console", "[{kind: console}]\n---\n",
        #"{"notifications": [{"kind": "console"}]}"#,
    ])
    func `a file is a list, or has one under a key`(text: String) throws {
        #expect(try read(text) == [Notification(name: try Name("console"), kind: "console")])
    }

    @Test(arguments: ["[]", "notifications: []"])
    func `an empty list is a list`(text: String) throws {
        #expect(try read(text) == [])
    }

    @Test(arguments: [
        ("", "f: the file must have one document: a list of notifications, not 0"),
        ("[]\n---\n[]", "f:3:1: the file must have one document: a list of notifications, not 2"),
        ("5", "f:1:1: must be a list, not a whole number"),
        (
            "kind: console",
            """
            f:1:1: must be a list of notifications, or an object whose only key "notifications" \
            is one
            """
        ),
        (
            "notifications: []\nname: a",
            """
            f:2:1: must be a list of notifications, or an object whose only key "notifications" \
            is one
            """
        ),
        ("notifications: 5", "f:1:16: notifications: must be a list, not a whole number"),
        (
            "- kind: consol",
            """
            f:1:9: [0].kind: unknown kind "consol": did you mean "console"? (known are \
            \(Sample.kinds))
            """
        ),
        (
            "- [",
            """
            f:2:1: this is not valid YAML: did not find expected node content while parsing a \
            flow node that begins at line 2
            """
        ),
    ])
    func `anything else is refused`(text: String, fault: String) {
        let file = DefinitionFile(name: "f", bytes: Array(text.utf8))
        let error = #expect(throws: InvalidFiles.self) {
            try Sample.notifications.notifications(inFile: file)
        }
        #expect(error?.description == fault)
    }

    @Test func `a notification without a name takes its kind's, made unique`() throws {
        let notifications = try read(
            "[{kind: console}, {kind: console}, {kind: console, name: console-3}, {kind: console}]")
        #expect(
            notifications.map(\.name.text) == ["console", "console-2", "console-3", "console-4"])
        let taken = try read(
            "[{kind: console}, {kind: slack, name: console, params: {webhook: w}}]")
        #expect(taken.map(\.name.text) == ["console-2", "console"])
    }

    @Test func `the wire's faults have their paths`() throws {
        let error = #expect(throws: InvalidDefinition.self) {
            try Sample.notifications.notifications(onWire: [["kind": "console"], ["kind": "x"]])
        }
        #expect(error?.faults.map(\.path) == ["notifications[1].kind"])
        #expect(try Sample.notifications.notifications(onWire: []) == [])
    }
}
