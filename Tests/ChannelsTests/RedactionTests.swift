import Channels
import Domain
import Formats
import TestKit
import Testing

struct RedactionTests {
    @Test(arguments: [
        (["hunter22"], "key hunter22 is wrong", "key [secret] is wrong"),
        (["abcd", "cdefgh"], "xabcdefghx", "x[secret]x"),
        (["abcdef", "abcd"], "abcdef abcd abc", "[secret] [secret] abc"),
        (["abcd"], "abcdabcd", "[secret]"),
        (["schlüssel"], "kein schlüssel", "kein [secret]"),
        (["abc"], "abc", "abc"), ([], "hunter22", "hunter22"), (["hunter22"], "", ""),
        (["hunter22"], "hunter2", "hunter2"),
    ])
    func `what any word covers is hidden`(words: [String], text: String, expected: String) {
        let redactor = Redactor(hiding: words)
        #expect(redactor.redacted(text) == expected)
        #expect(redactor.redacted(Array(text.utf8)) == Array(expected.utf8))
    }

    @Test func `hiding agrees with looking for each word at each place`() {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<500 {
            func text(_ length: ClosedRange<Int>) -> String {
                String(
                    (0..<Int.random(in: length, using: &generator)).map { _ in
                        "abc".randomElement(using: &generator) ?? "a"
                    })
            }
            let words = (0..<4).map { _ in text(4...7) }
            let given = Array(text(0...60))
            var isHidden = given.map { _ in false }
            for start in given.indices {
                for word in words.map(Array.init) where given[start...].starts(with: word) {
                    for index in start..<start + word.count { isHidden[index] = true }
                }
            }
            let kept = zip(given, isHidden).filter { !$0.1 }.map(\.0)
            let redacted = Redactor(hiding: words).redacted(String(given))
            #expect(redacted.replacing("[secret]", with: "") == String(kept))
        }
    }

    @Test(arguments: [64, 65, 127, 128, 129, 1000])
    func `a long word is hidden as a whole`(length: Int) {
        var generator = SeededGenerator(seed: UInt64(length))
        let word = String(
            (0..<length).map { _ in "abcdefgh12345678".randomElement(using: &generator) ?? "a" })
        let redactor = Redactor(hiding: [word])
        #expect(redactor.redacted("before \(word) after") == "before [secret] after")
    }

    @Test func `a word that is taken out again is shown`() {
        var redactor = Redactor(hiding: ["hunter22", "hunter33"])
        redactor.remove("hunter22")
        #expect(redactor.redacted("hunter22 hunter33") == "hunter22 [secret]")
        redactor.remove("hunter33")
        #expect(redactor.isEmpty)
    }

    @Test func `of a URL the host is told, and every other part is not`() {
        let words = SecretWords(in: [
            "url": "https://user:pass55@chat.example:8443/hooks/T0KEN?k=v%20w%20x#end"
        ])
        let redactor = Redactor(hiding: words.all)
        #expect(
            redactor.redacted("chat.example:8443 knows no user:pass55, T0KEN or v w x")
                == "chat.example:8443 knows no [secret], [secret] or [secret]")
        #expect(words.distinctive.contains("/hooks/T0KEN?k=v%20w%20x#end"))
    }

    @Test func `in messages and the log only what is like no other word is hidden`() {
        let words = SecretWords(in: [
            "headers": [
                "X-Stage": "production", "Authorization": "Bearer 0123456789abcdef",
                "X-Small": "a1b2c3d4",
            ], "secret": "production",
        ])
        let redactor = Redactor(hiding: words.distinctive)
        #expect(
            redactor.redacted("Bearer 0123456789abcdef of production with a1b2c3d4")
                == "[secret] of production with [secret]")
        #expect(Redactor(hiding: words.all).redacted("production") == "[secret]")
    }

    @Test func `a secret is hidden in the form that JSON gives it`() {
        let words = SecretWords(in: ["secret": #"a"quoted\word"#])
        let echo = JSONValue.string(#"a"quoted\word"#).text
        #expect(Redactor(hiding: words.all).redacted(echo) == #""[secret]""#)
    }

    @Test func `more words than are compared do not take for ever`() {
        let many = (0..<50_000).map { "aaaa\($0)" }.joined(separator: " ")
        let words = SecretWords(in: ["secret": .string(many)])
        #expect(words.all.count <= 512)
        let text = String(repeating: "a", count: 4096)
        #expect(Redactor(hiding: words.all).redacted(text) == text)
    }

    @Test func `a message does not carry its own channel's secrets`() throws {
        let configuration = ChannelConfiguration(
            kind: "webhook",
            secretParameters: ["url": "http://127.0.0.1:9/hook", "secret": "whole-secret-of-99"])
        let channel = try RedactedChannel(configuration)
        let message = try Message.sample(
            text: "it said whole-secret-of-99", error: "so did whole-secret-of-99 here")
        let action = try channel.request(for: message, at: .sampleNow).action
        guard case .http(let request) = action else {
            Issue.record("no request")
            return
        }
        let body = String(decoding: request.body, as: UTF8.self)
        #expect(!body.contains("whole-secret-of-99"))
        #expect(body.contains("it said [secret]"))
        #expect(body.contains("so did [secret] here"))
    }
}
