import Definitions
import Domain
import Formats
import Testing

struct CrontabReaderTests {
    @Test func `a user's crontab becomes schedules that mean the same`() throws {
        let found = CrontabSample.read(
            """
            # m h  dom mon dow   command
            MAILTO=ops@example.org, root
            SHELL=/bin/bash
            PATH = "/opt/bin:/usr/bin"

            # Copies the shop's data.
            # Ask Ann before you change it.
            30 2 * * mon-fri\t/usr/local/bin/backup.sh --all  \t
            @reboot sleep 5
            """)
        #expect(found.refused == [])
        #expect(found.schedules.map(\.line) == [8, 9])
        let backup = found.schedules[0].definition
        #expect(backup.key == ScheduleKey(name: try Name("backup")))
        #expect(backup.description == "Copies the shop's data.\nAsk Ann before you change it.")
        #expect(backup.when == "30 2 * * mon-fri")
        #expect(
            backup.command
                == CommandLine(arguments: ["/bin/bash", "-c", "/usr/local/bin/backup.sh --all"]))
        #expect(
            backup.environment == [
                "MAILTO": "ops@example.org, root", "SHELL": "/bin/bash",
                "PATH": "/opt/bin:/usr/bin",
            ])
        #expect(backup.user == nil)
        #expect(backup.labels == ["crontab": "c"])
        #expect(backup.policies == Policies(overlap: .allow, catchUp: .none, leftovers: .keep))
        let mail = try #require(backup.notifications.first)
        #expect(mail.kind == "mail")
        #expect(mail.when == [.error])
        #expect(mail.configuration?.parameters == ["to": ["ops@example.org", "root"]])
        let boot = found.schedules[1].definition
        #expect(boot.when == "@reboot")
        #expect(boot.policies == Policies(overlap: .allow, leftovers: .keep))
        #expect(boot.description == "")
    }

    @Test func `the system's lines name their users`() throws {
        let found = CrontabSample.read(
            "5 4 * * sun\twww-data\t\t/usr/bin/awstats -q\n@daily root cd / && run-parts /etc/cron.daily\n",
            .system, prefix: "web")
        #expect(found.refused == [])
        #expect(found.schedules.map(\.definition.user) == ["www-data", "root"])
        #expect(
            found.schedules.map(\.definition.key.name.text) == ["web-awstats", "web-cron-daily"])
        #expect(
            found.schedules.map(\.definition.command.shellLine) == [
                "/usr/bin/awstats -q", "cd / && run-parts /etc/cron.daily",
            ])
    }

    @Test func `variables count from their line on`() {
        let found = CrontabSample.read(
            """
            0 1 * * * a
            A=1
            HOME=/srv/x
            0 2 * * * b
            A="2 "
            MAILTO=""
            CRON_TZ=Europe/Berlin
            RANDOM_DELAY=45
            0 3 * * * c
            @reboot d

            """)
        #expect(found.refused == [])
        let definitions = found.schedules.map(\.definition)
        #expect(definitions.map { $0.environment["A"] } == [nil, "1", "2", "2"])
        #expect(definitions.map(\.directory) == [nil, "/srv/x", "/srv/x", "/srv/x"])
        #expect(definitions.map(\.timezone) == [nil, nil, "Europe/Berlin", nil])
        #expect(definitions.map(\.policies.spread) == [.zero, .zero, .seconds(2700), .zero])
        #expect(definitions.map { $0.notifications.count } == [1, 1, 0, 0])
        #expect(
            definitions.map { $0.environment["PATH"] }
                == Array(repeating: "/usr/bin:/bin", count: 4))
        #expect(found.remarks.map(\.line) == [7, 8])
    }

    @Test(arguments: [
        ("A=b", "b"), ("A = b c ", "b c"), ("A=\"b c\"", "b c"), ("A='b'", "b"), ("'A'=b", "b"),
        ("\"A\" = b", "b"), ("A=b'c'", "b'c'"), ("A='b\"c'", "b\"c"), ("A=\" b\"", " b"),
        ("A=\"b \"", "b"), ("A='\"b\"'", "b"), ("A=", ""), ("A=\"\"", ""), ("A==b", "=b"),
        ("A=$B:c", "$B:c"), ("A=b # c", "b # c"), ("  A=b", "b"), ("A\t=\tb\t", "b"), ("A='", nil),
        ("A='b' c", nil), ("A b=c", nil), ("'A=b'=c", nil), ("A='b", nil), ("A", nil), ("=b", nil),
    ])
    func `assignments are read as Debian's cron reads them`(line: String, value: String?) {
        let found = CrontabSample.read("\(line)\n@daily x\n")
        #expect(found.schedules.first?.definition.environment["A"] == value)
        #expect(found.refused.map(\.line) == (value == nil ? [1] : []))
    }

    @Test(arguments: [
        ("a % b ", "a <<'END'\n b \nEND\n"), ("a%", "a"), (#"date +\%d"#, "date +%d"),
        (#"a\\b"#, #"a\b"#), (#"a\b"#, #"a\b"#), (#"a \"#, #"a \"#),
        ("a%b%c", "a <<'END'\nb\nc\nEND\n"), (#"a%b\%c\d"#, "a <<'END'\nb%c\\d\nEND\n"),
        ("a%END", "a <<'END_OF_INPUT'\nEND\nEND_OF_INPUT\n"), ("a%%", "a <<'END'\n\nEND\n"),
        ("a; b%c", "{\na; b\n} <<'END'\nc\nEND\n"),
        (
            #"mail -s "It's 10pm" joe%Joe,%%Where are your kids?%"#,
            "mail -s \"It's 10pm\" joe <<'END'\nJoe,\n\nWhere are your kids?\nEND\n"
        ),
    ])
    func `percent signs are line breaks and standard input`(command: String, shell: String) {
        #expect(CrontabSample.schedule("@daily \(command)\n")?.command.shellLine == shell)
    }

    @Test func `a shell without here-documents is given its input by one that has them`() {
        let command = CrontabSample.schedule("SHELL=/usr/bin/fish\n@daily a%b\n")?.command
        #expect(
            command?.arguments == [
                "/bin/sh", "-c", "exec \"$0\" -c \"$1\" <<'END'\nb\nEND\n", "/usr/bin/fish", "a",
            ])
    }

    @Test(arguments: [
        ("99 * * * * x", "minute"), ("* * * *", "five fields"), ("* * * * *", "no command"),
        ("* * * * * * x", "more than five"), ("@noon x", "@noon"), ("@daily", "no command"),
        ("0 0 30 2 * x", "never comes"), ("hello", "NAME = value"), ("A='b", "NAME = value"),
        ("NOTIFYD_RUN=1", "notifyd's own"), ("=x", "no name"),
    ])
    func `a line that cannot be taken is told with its reason`(line: String, reason: String) {
        let found = CrontabSample.read("@daily before\n\(line)\n@daily after\n")
        #expect(found.schedules.map(\.line) == [1, 3])
        #expect(found.refused.map(\.line) == [2])
        #expect(found.refused.first?.message.contains(reason) == true, "\(found.refused)")
    }

    @Test func `an unknown time zone is told at the lines that it is meant for`() {
        let found = CrontabSample.read("CRON_TZ=Mars/Nowhere\n@daily x\nCRON_TZ=\n@daily y\n")
        #expect(found.refused.map(\.line) == [2])
        #expect(found.schedules.map(\.line) == [4])
    }

    @Test func `bytes that are no text are told, and the other lines taken`() {
        let bytes: [UInt8] =
            Array("# \u{E9}\n".utf8) + [0x23, 0xFF, 0x0A] + Array("@daily a".utf8) + [0, 0x0A]
            + Array("@daily b".utf8) + [0xE9, 0x0A] + Array("@daily c\r\n\r\n@daily d".utf8)
        let found = CrontabSample.read(bytes)
        #expect(found.refused.map(\.line) == [3, 4])
        #expect(found.schedules.map(\.line) == [5, 7])
        #expect(found.schedules.map(\.definition.command.shellLine) == ["c", "d"])
        #expect(found.remarks.map(\.line) == [5, 7])
    }

    @Test func `a line of any length is taken as long as a run can be started`() {
        let long = String(repeating: "x", count: 100_000)
        #expect(CrontabSample.schedule("@daily \(long)\n")?.command.shellLine == long)
        let found = CrontabSample.read("@daily \(long)\(long)\(long)\nA=\(long)\n@daily x\n")
        #expect(found.refused.map(\.line) == [1])
        #expect(found.remarks.map(\.line) == [2])
        #expect(found.schedules.first?.definition.environment["A"] == long)
    }

    @Test func `what no crontab is floods nobody`() {
        let found = CrontabSample.read(String(repeating: "no crontab\n", count: 100_000))
        #expect(found.refused.count == DefinitionLimits.faults)
        #expect(found.untoldRefusals == 100_000 - DefinitionLimits.faults)
    }

    @Test(arguments: [
        ("", "a", ["error"]), ("MAILTO=x\n", "x", ["error"]), ("MAILTO=\"\"\n", nil, []),
        ("MAILTO=a,b c\n", "a b c", ["error"]),
    ])
    func `whom cron mails to is told of failures`(
        head: String, recipients: String?, when: [String]
    ) {
        let definition = CrontabSample.schedule("\(head)@daily a x\n", .system)
        let mail = definition?.notifications.first
        let to = mail?.configuration?.parameters["to"]?.array?.compactMap(\.string)
        #expect(to?.joined(separator: " ") == recipients)
        #expect((mail?.when ?? []).map(\.rawValue) == when)
    }

    @Test func `mail and policies can be chosen`() {
        let none = CrontabSample.schedule("@daily x\n") { $0.mail = .none }
        #expect(none?.notifications == [])
        let output = CrontabSample.schedule("MAILFROM=cron@example.org\n@daily x\n") {
            $0.mail = .output
            $0.recipient = "ops@example.org"
            $0.policies = .notifyd
        }
        let mail = output?.notifications.first
        #expect(mail?.when == Interest.standard)
        #expect(mail?.condition.contains("log_tail") == true)
        #expect(
            mail?.configuration?.parameters == [
                "to": ["ops@example.org"], "from": "cron@example.org",
            ])
        #expect(output?.policies == Policies())
    }

    @Test func `signs of other crons are understood`() {
        let found = CrontabSample.read("-*/15 * * * * quiet\n-@hourly x\n")
        #expect(found.schedules.map(\.definition.when) == ["*/15 * * * *", "@hourly"])
        #expect(found.refused == [])
    }

    @Test func `only what stands directly above a line, and is prose, describes it`() {
        let found = CrontabSample.read(
            """
            # Far above.

            0 1 * * * a
            #0 5 * * * old
            # New:
            0 2 * * * b
            # .---------------- minute (0 - 59)
            # |  .------------- hour (0 - 23)
            # *  *  *  *  * user-name command to be executed
            0 3 * * * c
            # MAILTO=x
            0 4 * * * d
            # Above a variable.
            A=b
            0 5 * * * e
            # 1
            # one
            # two
            # three
            # four
            # five
            # six
            0 6 * * * f
            ##### Dump it #####
            #
            0 7 * * * g
            """)
        #expect(
            found.schedules.map(\.definition.description) == [
                "", "New:", "", "", "", "", "Dump it #####",
            ])
    }

    @Test func `everything that is taken can be applied`() throws {
        let found = CrontabSample.read(
            "A='x y'\n# It's: \"odd\"\n* * * * * echo 'a' \"b\" \\\\ %in: put%\n@reboot x\n")
        let writer = ScheduleWriter(channels: [], masksSecrets: false)
        let values = found.schedules.map { schedule in
            var definition = schedule.definition
            definition.notifications = []
            return (definition, writer.value(definition))
        }
        let yaml = JSONValue.array(values.map(\.1)).yamlText
        #expect(try Sample.schedules(yaml) == values.map(\.0))
    }
}
