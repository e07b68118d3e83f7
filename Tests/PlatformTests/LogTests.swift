import Platform
import Testing

struct LogTests {
    static let texts: [(text: String, line: String)] = [
        ("plain text, ümläuts and 漢字", "plain text, ümläuts and 漢字"),
        ("two\nlines\r\n", #"two\nlines\r\n"#),
        ("\t\u{1B}[31mred\u{7F}\0", #"\t\u{1B}[31mred\u{7F}\0"#),
        ("C1 \u{9B}31m \u{85}next", #"C1 \u{009B}31m \u{0085}next"#),
        ("separators \u{2028}\u{2029}", #"separators \u{2028}\u{2029}"#),
        ("", ""),
    ]

    @Test(arguments: texts)
    func `an entry is one line, whatever others wrote`(text: String, line: String) throws {
        let pair = try Pair.pipe()
        let log = Log(descriptor: pair.writing.number, forJournal: false)
        log.error(text)
        #expect(
            String(decoding: try pair.reading.read(upTo: 4096) ?? [], as: UTF8.self) == line + "\n")
    }

    @Test func `the journal gets the priorities of syslog`() throws {
        let pair = try Pair.pipe()
        let log = Log(descriptor: pair.writing.number, forJournal: true)
        log.error("a")
        log.warning("b")
        log.notice("c")
        log.info("d")
        log.debug("e")
        let text = String(decoding: try pair.reading.read(upTo: 4096) ?? [], as: UTF8.self)
        #expect(text == "<3>a\n<4>b\n<5>c\n<6>d\n<7>e\n")
    }

    @Test func `a log that cannot be written stops nothing`() throws {
        let pair = try Pair.pipe()
        try pair.fill()
        Log(descriptor: pair.writing.number, forJournal: false).error("lost")
        Log(descriptor: -1, forJournal: false).error("lost")
    }

    @Test func `a listener hears each entry with its level`() {
        let heard = Locked<[(Log.Level, String)]>([])
        let log = Log { level, text in heard.withLock { $0.append((level, text)) } }
        log.warning("x")
        log.debug("y")
        #expect(heard.withLock { $0.map(\.0) } == [.warning, .debug])
        #expect(heard.withLock { $0.map(\.1) } == ["x", "y"])
        #expect(Log.Level.debug < .info && Log.Level.warning < .error)
    }
}
