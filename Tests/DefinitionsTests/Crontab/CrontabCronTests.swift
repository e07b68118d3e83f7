import Definitions
import Domain
import Formats
import TestKit
import Testing

/// Debian's cron itself, and our runs, start a program that tells what it was given.
@Suite(.timeLimit(.minutes(Patience.minutes))) struct CrontabCronTests {
    private static let recorder = "/run/recorder"

    /// Files of cron.d without their first variable; every line is due at the start of the machine.
    private static let texts: [String] =
        [
            "a b", #"'a  b' "c" d\ e"#, "a%in", "a%one%two%", #"a\%b%c\%d"#, #"a\\b\c%\x\\y"#,
            "a%%%b",
            "a % b ", "a > /dev/null; /run/recorder b%both", "a & /run/recorder b", "a  ",
            "$HOME $A",
            #""It's 10pm"%Joe,%%Where are your kids?%"#, "`echo x`%y", "a # comment", "a%END%EOF",
            "a && { /run/recorder b; }%c", "$(cat)%from input", "é %ß", "a%\\\\%b", #"\\\%"#,
            #"a\\\\b"#,
        ].map { "@reboot root \(recorder) \($0)\n" }
        + [
            "A=b", "A = b c ", "A=\"b c\"", "A='b' ", "'A'=b", "\"A\" = 'b'", "A=b'c'", "A='b\"c'",
            "A=\" b \"", "A='\"b\"'", "A==b", "A=$HOME:b", "A=b # c", "  A=b", "A\t=\tb\t",
            "A=\"'\"",
            "A=''", "A=\"", "A='b' c", "A b=c", "'A=b'=c", "A=\\b", "A=\\\"b\\\"", "A=\"\"b\"\"",
            "HOME=/tmp", "PATH=/bin:/opt", "SHELL=/bin/bash", "LOGNAME=ann", "USER=ann", "A=1\nA=2",
            "A-b.c=d", "MAILTO=\"\"", "MAILTO=root", "TZ=Asia/Tokyo", "A='b\u{E9}'", "A=b\\",
        ].map { "\($0)\n@reboot root \(recorder) x\n" }
        + [
            "SHELL=\(recorder)\n@reboot root a 'b'%in%\\%put\n",
            "SHELL=/bin/bash\n@reboot root [[ a == a ]] && \(recorder) bash%x\n",
            "@reboot root \(recorder) 1\nA=b\n@reboot root \(recorder) 2\nA=c\n\n  # x\n\t@reboot\troot\t\(recorder) 3\n",
            "@reboot root \(recorder) 1\n@reboot root \(recorder) 1\n",
            "HOME=/usr\nSHELL=/bin/dash\n@reboot root \(recorder) $0%x\n",
        ]

    private static func run(_ schedule: ImportedCrontabs.Schedule) -> JSONValue {
        let definition = schedule.definition
        var run: JSONObject = [
            "arguments": .array(definition.command.arguments.map(JSONValue.string)),
            "environment": .object(
                JSONObject(definition.environment.map { ($0.key, .string($0.value)) })),
        ]
        run["directory"] = definition.directory.map(JSONValue.string)
        return .object(run)
    }

    @Test func `commands are given what Debian's cron gives them`() throws {
        let cases = Self.texts.map { text -> JSONValue in
            let found = CrontabSample.read(text, .system)
            // Of a file with an error cron reads nothing, and we all but that line.
            let runs = found.refused.isEmpty ? found.schedules.map(Self.run) : []
            return ["text": .string(text), "runs": .array(runs)]
        }
        let script =
            "\(#filePath)".dropLast("Crontab/CrontabCronTests.swift".count)
            + "oracle/debian-cron-lines.py"
        let (status, output) = try PeerProcess.run(
            [
                "sh", "-c", #"exec "$@" 2>&1"#, "sh", "setpriv", "--pdeathsig", "KILL", "unshare",
                "--mount", "--pid", "--mount-proc", "--fork", "--kill-child",
                PythonChild.interpreter ?? "python3", String(script),
            ], input: JSONValue.array(cases).text)
        try #require(
            status == 0,
            """
            Debian's cron could not be tried; that needs root, namespaces of its own (unshare(1)), \
            and the package cron: \(output)
            """)
        let answers = try output.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
        try #require(answers.count == cases.count, "\(output)")
        for (text, answer) in zip(Self.texts, answers) {
            #expect(answer["ours"] == answer["cron"], "\(text)")
        }
        let records = answers.reduce(0) { $0 + ($1["cron"]?.array?.count ?? 0) }
        #expect(records > Self.texts.count - 10, "cron has started \(records) commands")
    }
}
