import Domain
import Testing

struct LogTailTests {
    private func tail(_ text: String, isWhole: Bool = true) -> String {
        LogTail.text(endOf: Array(text.utf8), isWhole: isWhole)
    }

    @Test func `a short log is told whole`() {
        #expect(tail("") == "")
        #expect(tail("\n\n") == "")
        #expect(tail("one\ntwo\n") == "one\ntwo")
        #expect(tail("one\n\ntwo\r\n") == "one\n\ntwo")
    }

    @Test func `of many lines the last are told`() {
        let lines = (1...100).map { "line \($0)" }
        #expect(tail(lines.joined(separator: "\n")) == lines.suffix(20).joined(separator: "\n"))
        let few = lines.suffix(20).joined(separator: "\n") + "\n"
        #expect(tail(few) == String(few.dropLast()))
    }

    @Test func `of long lines as many as have room are told whole`() {
        let line = String(repeating: "x", count: 1000)
        let text = Array(repeating: line, count: 9).joined(separator: "\n")
        #expect(tail(text) == Array(repeating: line, count: 4).joined(separator: "\n"))
    }

    @Test func `one line that is too long is cut between characters`() {
        let text = tail(String(repeating: "€", count: 3000))
        #expect(text == String(repeating: "€", count: Limits.logTailBytes / 3))
    }

    @Test func `a line that began before what was read is left out where others are whole`() {
        #expect(tail("begun before\none\ntwo\n", isWhole: false) == "one\ntwo")
        #expect(tail("\none\n", isWhole: false) == "one")
        #expect(tail("only its end\n", isWhole: false) == "only its end")
        let bytes = Array("€uro".utf8).dropFirst()
        #expect(LogTail.text(endOf: bytes, isWhole: false) == "uro")
    }

    @Test func `what is no UTF-8 is replaced, and counts as what replaces it`() {
        #expect(LogTail.text(endOf: [0x61, 0xFF, 0x62], isWhole: true) == "a\u{FFFD}b")
        let noise = [UInt8](repeating: 0xFF, count: Limits.logTailBytes)
        let text = LogTail.text(endOf: noise, isWhole: true)
        #expect(text.utf8.count <= Limits.logTailBytes && text.count == Limits.logTailBytes / 3)
    }
}
