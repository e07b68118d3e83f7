import Testing

/// A text that somebody could use against a channel, or that merely happens to be difficult.
struct HostileText: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String

    static let all = [
        HostileText("empty", ""),
        HostileText(
            "markup", "<!channel> <@U1> <https://evil.example|ok> & <b>*_~`x`~_*</b> &amp;"),
        HostileText(
            "control bytes", String(decoding: (0..<0x20).map { UInt8($0) } + [0x7F], as: UTF8.self)),
        HostileText(
            "line breaks", "one\r\ntwo\rthree\nfour\u{85}five\u{2028}six\u{2029}seven\u{0B}e"),
        HostileText("templates", "{{ runs }} {% raw %} {{ 7 * 7 }} ${x} %s %n $(id) `id`"),
        HostileText("emoji", String(repeating: "👩‍👩‍👧‍👦🏳️‍🌈", count: 500)),
        HostileText("right to left", "\u{202E}שלום\u{2066} \u{200F}مرحبا\u{202D} עולם"),
        HostileText("marks", "a" + String(repeating: "\u{0301}", count: 20_000)),
        HostileText("one long word", String(repeating: "w", count: 500_000)),
        HostileText("all escapes", String(repeating: "&<>", count: 50_000)),
        HostileText("many words", String(repeating: "word, ", count: 50_000)),
        HostileText("many lines", String(repeating: "\n", count: 50_000) + "end"),
        HostileText("quotes", #"\" \\ ' ` "} ], {"a":1}"#),
    ]

    private init(_ name: String, _ text: String) {
        testDescription = name
        self.text = text
    }
}
