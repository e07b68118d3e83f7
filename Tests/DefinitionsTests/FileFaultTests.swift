import Channels
import Definitions
import Domain
import Formats
import Testing

struct FileFaultTests {
    /// Whole files, and all that is said of them.
    static let files: [(String, [String])] = [
        ("", ["1:1: there is no schedule in this file"]),
        ("# only a comment", ["1:1: there is no schedule in this file"]),
        ("[]", ["1:1: there is no schedule in this file"]),
        (
            "a: b: c",
            [
                """
                1:5: this is not valid YAML: mapping values are not allowed in this context; \
                check the indentation, and put texts that hold a colon and a blank in quotes
                """
            ]
        ),
        (
            "name: a\nname: b",
            ["2:1: the key \"name\" comes twice in one object, first at line 1, column 1"]
        ),
        ("- 5", ["1:3: [0]: must be an object with the keys of a schedule, not a whole number"]),
        ("schedules: 5", ["1:12: schedules: must be a list, not a whole number"]),
        (
            "schedules: []\nname: a",
            ["2:1: name: unknown key \"name\": beside \"schedules\" nothing else is allowed"]
        ),
        (
            "{}",
            [
                "1:1: name: \"name\" is missing: say what the schedule is called",
                """
                1:1: when: "when" is missing: say when it is due, such as "0 2 * * *" or "every \
                15m"
                """,
                "1:1: command: \"command\" is missing: say what to run",
            ]
        ),
        (
            "- name: a b\n  when: 61 * * * *\n  command: ''\n- name: 5\n  when: '@daily'\n",
            [
                """
                1:9: [0].name: "a b" is no name: use 1 to 100 letters, digits, - and _, \
                beginning with a letter or digit
                """,
                "2:9: [0].when: the minute field has \"61\", which is outside 0-59",
                "3:12: [0].command: must not be empty",
                "4:3: [1].command: \"command\" is missing: say what to run",
                "4:9: [1].name: must be a text, not a whole number: put it in quotes",
            ]
        ),
        (
            "\(Sample.good)---\nschedules:\n- {name: a, when: '@daily', command: ls}\n",
            [
                """
                6:3: schedules[0]: the schedule default/a is defined twice, first at line 1, \
                column 1: rename or remove one
                """
            ]
        ),
        (
            "name: a\nwhen: '@daily'\ncommand: 5",
            [
                """
                3:10: command: must be a list of the program and its arguments, or a text for \
                the shell, not a whole number: put it in quotes
                """
            ]
        ),
        ("name: a\nwhen: '@daily'\ncommand: []", ["3:10: command: must name a program"]),
        (
            "name: a\nwhen: '@daily'\ncommand: ['', b]",
            ["3:10: command: must begin with the name of a program, not an empty text"]
        ),
        (
            "name: a\nwhen: '@daily'\ncommand: [a, [b]]",
            ["3:14: command[1]: must be a text, not a list"]
        ),
        (
            "name: a\nwhen: '@daily'\ncommand: [a, \"\\0\"]",
            ["3:14: command[1]: must not contain a NUL byte"]
        ),
        ("name: a\nwhen: '@daily'\ncommand: \"  \"", ["3:10: command: must not be blank"]),
        (
            "name: a\nwhen:\ncommand: ls",
            [
                """
                1:1: when: "when" is missing: say when it is due, such as "0 2 * * *" or "every \
                15m"
                """
            ]
        ),
    ]

    @Test(arguments: files)
    func `all faults of a file are told at once, in its order`(text: String, faults: [String]) {
        #expect(Sample.faults(text) == faults)
    }

    @Test(arguments: SampleFiles.invalid)
    func `an invalid sample is refused`(text: String) {
        #expect(!Sample.faults(text).isEmpty)
    }

    @Test func `faults of several files name their file, and so does a repetition`() throws {
        let files = [("a.yaml", Sample.good), ("b.yaml", "a: ["), ("c.yaml", Sample.good + "x: 1")]
            .map {
                DefinitionFile(name: $0.0, bytes: Array($0.1.utf8))
            }
        let error = #expect(throws: InvalidFiles.self) {
            try Sample.reader.schedules(inFiles: files)
        }
        let faults = try #require(error).faults
        #expect(faults.map(\.file) == ["b.yaml", "c.yaml", "c.yaml"])
        #expect(
            faults.last?.description
                == "c.yaml:1:1: the schedule default/a is defined twice, first at line 1, column 1 "
                + "of a.yaml: rename or remove one")
    }

    @Test func `faults on the wire have paths and no places`() {
        let error = #expect(throws: InvalidDefinition.self) {
            try Sample.reader.schedules(onWire: [
                ["name": "a", "when": "@daily", "command": ["ls"], "environment": ["A": 5]],
                [
                    "name": "a", "when": "@daily", "command": ["ls"],
                    "notifications": [["kind": "x"]],
                ],
                5,
            ])
        }
        #expect(
            error?.faults == [
                Fault(
                    path: "schedules[0].environment.A",
                    message: "must be a text, not a whole number"),
                Fault(
                    path: "schedules[1].notifications[0].kind",
                    message: "unknown kind \"x\": known are \(Sample.kinds)"),
                Fault(
                    path: "schedules[2]",
                    message: "must be an object with the keys of a schedule, not a whole number"),
                Fault(
                    path: "schedules[1]",
                    message:
                        "the schedule default/a is defined twice, first at schedules[0]: rename or "
                        + "remove one"),
            ])
    }

    @Test func `what a channel itself refuses is told at the parameter's place`() {
        let reader = ScheduleReader(
            channels: ChannelTable.declarations,
            checkParameters: ChannelTable.faults(kind:parameters:),
            checkTimezone: { _ in nil })
        let text =
            Sample.good
                + """
                notifications:
                - kind: webhook
                  params:
                    url: nowhere
                    headers:
                      Host: x
                """
        let error = #expect(throws: InvalidFiles.self) {
            try reader.schedules(inFiles: [DefinitionFile(name: "f", bytes: Array(text.utf8))])
        }
        let faults = error?.faults.map(\.fault) ?? []
        #expect(
            faults.map(\.path) == [
                "notifications[0].params.url", "notifications[0].params.headers.Host",
            ])
        #expect(
            faults.map(\.position) == [
                Fault.Position(line: 7, column: 10), Fault.Position(line: 9, column: 13),
            ])
    }
}
