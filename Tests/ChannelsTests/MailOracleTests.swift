import Channels
import Domain
import Formats
import TestKit
import Testing

/// Python's parser of mails judges what we make.
@Suite(
    .timeLimit(.minutes(Patience.minutes)),
    .enabled(if: !PythonChild.isMissing, "NOTIFYD_TEST_PYTHON names no interpreter"))
struct MailOracleTests {
    private static func mail(
        _ parameters: JSONObject = [:], for message: Message? = nil, namesHidden: Bool = false
    ) throws -> String {
        var all: JSONObject = ["to": "ops@example.org", "from": "notifyd@example.org"]
        for (name, value) in parameters.members { all[name] = value }
        let request = try ChannelSample.mailRequest(all, for: message)
        let sender = try #require(request.sender)
        return String(
            decoding: request.content.bytes(
                from: sender, host: "host.example", namesHidden: namesHidden), as: UTF8.self)
    }

    @Test func `the header says what it is to say`() throws {
        let text = try Self.mail(
            [
                "to": ["Jürgen \"J\" Müller <j@example.org>", "\"Doe, Jane\" <d@example.org>"],
                "cc": "c@example.org", "bcc": "h@example.org",
                "reply_to": "Help <help@example.org>",
                "from": "Nightly backup <backup@example.org>", "subject_prefix": "[größer]",
                "headers": ["X-Team": "Füße", "List-Id": "<backup.example.org>"],
            ])
        let mail = try #require(try MailParser.read([text]).first)
        #expect(mail["defects"] == [])
        #expect(mail["From"] == [["Nightly backup", "backup@example.org"]])
        #expect(
            mail["To"]
                == [["Jürgen \"J\" Müller", "j@example.org"], ["Doe, Jane", "d@example.org"]])
        #expect(mail["Cc"] == [["", "c@example.org"]] && mail["Bcc"] == [])
        #expect(mail["Reply-To"] == [["Help", "help@example.org"]])
        #expect(mail.header("Subject") == "[größer] Run failed: nightly-backup")
        #expect(mail["date"] == "2025-03-08T12:00:00+00:00")
        let event = "0195760d-7f00-7000-8000-000000000001"
        #expect(mail.header("Message-ID") == "<\(event).on-call@example.org>")
        let thread = "<notifyd.default.nightly-backup@example.org>"
        #expect(mail.header("In-Reply-To") == thread && mail.header("References") == thread)
        #expect(mail.header("Auto-Submitted") == "auto-generated")
        #expect(mail.header("X-Notifyd-Schedule") == "nightly-backup")
        #expect(mail.header("X-Notifyd-Severity") == "error")
        #expect(mail.header("Importance") == "high")
        #expect(mail.header("X-Team") == "Füße" && mail.header("List-Id") == "<backup.example.org>")
        #expect(mail["types"] == ["multipart/alternative", "text/plain", "text/html"])
        let hidden = try MailParser.read([
            try Self.mail(["bcc": "h@example.org"], namesHidden: true)
        ])
        #expect(hidden.first?["Bcc"] == [["", "h@example.org"]])
    }

    @Test func `hostile texts stay texts in every place of a mail`() throws {
        let mails = try HostileText.all.map { hostile in
            try Self.mail(
                for: .sample(
                    text: hostile.text, runName: hostile.text, error: hostile.text,
                    results: [hostile.text: .string(hostile.text)]))
        }
        let read = try MailParser.read(mails)
        try #require(read.count == HostileText.all.count)
        for (mail, hostile) in zip(read, HostileText.all) {
            let name = hostile.testDescription
            #expect(mail["defects"] == [], "\(name)")
            #expect((mail["longest"]?.integer ?? 1000) <= 998, "\(name)")
            #expect(mail["headers"]?.array?.count == read[0]["headers"]?.array?.count, "\(name)")
            #expect(mail["types"] == ["multipart/alternative", "text/plain", "text/html"])
            let html = mail["html"]?.string ?? ""
            #expect(!html.contains("<!channel>") && !html.contains("<b>"), "\(name)")
        }
        let markup = try #require(read.dropFirst().first)
        #expect(markup["text"]?.string?.contains("<!channel> <@U1>") == true)
        #expect(markup["html"]?.string?.contains("&lt;b&gt;*_~`x`~_*&lt;/b&gt; &amp;amp;") == true)
    }

    @Test(arguments: [
        "plain", "two  blanks", " blank first", "blank last ", "=?UTF-8?B?aGFsbG8=?=", "größer",
        "🚀 to the moon", "a\u{0301}", String(repeating: "ü", count: 200),
        String(repeating: "w", count: 200), String(repeating: "word ", count: 40) + "end",
        "קוד שגיאה", "tab\tinside", "semi; colon: comma, \"quote\" <angle>", "",
        "日本語の件名がここにあります。とても長いのでいくつもの語に分かれます。",
    ])
    func `a subject is read as it was written`(subject: String) throws {
        let message = try Message.sample().replacingTexts { _ in subject }
        let mail = try #require(try MailParser.read([try Self.mail(for: message)]).first)
        let expected = subject.replacing("\t", with: " ")
        #expect(mail.header("Subject") == expected)
        #expect((mail["longest"]?.integer ?? 1000) <= 100)
        #expect(mail["defects"] == [])
    }

    @Test(arguments: [
        "plain", "trailing blanks  \nand\ttabs\t\n\n\nempty lines", ".\n..\n.leading dots",
        "From here\nFrom there", "größer als = und =3D", String(repeating: "x", count: 5000),
        String(repeating: "длинный текст ", count: 300), "👩‍👩‍👧‍👦 family", "a=\n=b", "end\n\n",
        String(repeating: "ab=", count: 100),
        String(repeating: "x", count: 76) + "\n"
            + String(repeating: "y", count: 75) + "\n" + String(repeating: "z", count: 77),
    ])
    func `a text is read as it was written`(text: String) throws {
        let message = try Message.sample().replacingTexts { $0 == "exit status 2" ? $0 : text }
        let mail = try #require(try MailParser.read([try Self.mail(for: message)]).first)
        #expect(mail["text"]?.string?.hasPrefix(text) == true, "\(mail["text"]?.string ?? "")")
        #expect(mail["defects"] == [])
        // The lines of the body, and the few of the header that cannot be folded.
        #expect((mail["longest"]?.integer ?? 1000) <= 100)
    }

    @Test func `text and HTML show the run, its results and the end of its log`() throws {
        let snapshot: JSONValue = [
            "metadata": ["name": "train", "uid": "u-1", "project": "ml"],
            "status": [
                "state": "error", "error": "exit status 2", "attempt": 2,
                "start_time": "2025-03-08T12:00:00.25Z", "results": ["loss": .number(0.5), "n": 3],
                "log_tail": "epoch 1\n<nan>\n",
            ],
        ]
        let message = try Message.sample(snapshot: snapshot)
        let mail = try #require(try MailParser.read([try Self.mail(for: message)]).first)
        let text = mail["text"]?.string ?? ""
        #expect(
            text == """
                Run failed: the nightly backup

                Name:     train
                Project:  ml
                Run:      u-1
                State:    error, attempt 2
                Reason:   exit status 2
                Started:  2025-03-08 12:00:00 UTC
                Results:  loss = 0.5
                          n = 3

                The end of its log:

                  epoch 1
                  <nan>

                More:

                  notifyctl show-run 0195760d-7f00-7000-8000-000000000002
                  notifyctl logs 0195760d-7f00-7000-8000-000000000002

                """, "\(text)")
        let html = mail["html"]?.string ?? ""
        for part in ["loss = 0.5", "&lt;nan&gt;", "error, attempt 2", "notifyctl logs 0195760d"] {
            #expect(html.contains(part), "\(part)")
        }
    }

    @Test func `mails of one schedule belong together, and attempts of one delivery are one`()
        throws
    {
        let mails = try MailParser.read([
            try Self.mail(), try Self.mail(for: .sample(text: "other")),
            try Self.mail(for: .sample(notification: "second")),
        ])
        #expect(Set(mails.map { $0.header("References") }).count == 1)
        #expect(mails[0].header("Message-ID") == mails[1].header("Message-ID"))
        #expect(mails[0].header("Message-ID") != mails[2].header("Message-ID"))
    }

    @Test func `domains of other scripts are written as Python's punycode writes them`() throws {
        let labels = [
            "bücher", "münchen", "例え", "пример", "παράδειγμα", "مثال", "ü", "aüb-c9", "ß",
            "日本語日本語日本語", "straße", "hébergement", "zażółć",
        ]
        let script = """
            import sys
            for line in sys.stdin:
                print("xn--" + line.strip().encode("punycode").decode())
            """
        let expected = try PythonChild.lines(script, over: labels)
        for (label, expected) in zip(labels, expected) {
            #expect(try MailAddress("a@\(label).example").domain == "\(expected).example")
        }
    }
}
