import CLinux
import Glibc
import Platform
import Supervision
import TestKit
import Testing

struct RunLogReaderTests {
    let folder = ScratchDirectory()
    var path: String { "\(folder.path)/log" }

    private func append(_ bytes: some Sequence<UInt8>) throws {
        let file = try Descriptor.open(path, O_WRONLY | O_CREAT | O_APPEND)
        let bytes = Array(bytes)
        #expect(try file.write(bytes[...], isSocket: false) == bytes.count)
    }

    private func whole() throws -> String {
        var reader = try RunLogReader(path: path)
        var text = ""
        while let piece = try reader.next() { text += piece }
        return text
    }

    private static let text = "aé漢😀\u{E0}\n"

    @Test func `text comes whole, wherever it is cut while it grows`() throws {
        let bytes = Array((Self.text + Self.text).utf8)
        for cut in 0...bytes.count {
            unsafe unlink(path)
            try append(bytes[..<cut])
            var reader = try RunLogReader(path: path)
            var text = ""
            while let piece = try reader.next(isGrowing: true) {
                #expect(!piece.isEmpty && !piece.contains("\u{FFFD}"))
                text += piece
            }
            try append(bytes[cut...])
            while let piece = try reader.next(isGrowing: true) { text += piece }
            #expect(text == Self.text + Self.text)
            #expect(try reader.next() == nil)
        }
    }

    @Test func `of a long text the end comes, below a line that says so`() throws {
        try append("0123456789".utf8)
        for (bound, text) in [
            (4, "[… 6 bytes left out: only the end is kept …]\n6789"), (10, "0123456789"),
            (11, "0123456789"),
        ] as [(Int64, String)] {
            var reader = try RunLogReader(path: path, endingIn: bound)
            #expect(try reader.next() == text)
            #expect(try reader.next() == nil)
        }
        var reader = try RunLogReader(path: path, endingIn: 4)
        try append("and more".utf8)
        #expect(try reader.next()?.hasSuffix("\n6789") == true)
        #expect(try reader.next() == nil)
    }

    @Test func `text that comes byte by byte comes whole`() throws {
        try append([])
        var reader = try RunLogReader(path: path)
        var text = ""
        for byte in Self.text.utf8 {
            try append([byte])
            while let piece = try reader.next(isGrowing: true) { text += piece }
        }
        #expect(text == Self.text)
    }

    @Test func `characters at the seams of pieces come whole`() throws {
        for shift in 0..<4 {
            unsafe unlink(path)
            let text = String(repeating: "x", count: shift) + String(repeating: "😀", count: 40_000)
            try append(text.utf8)
            #expect(try whole() == text)
        }
    }

    static let invalid: [(bytes: [UInt8], text: String)] = [
        ([], ""),
        ([0x61, 0xFF, 0x62], "a\u{FFFD}b"),
        ([0x61, 0xC3], "a\u{FFFD}"),
        ([0xF0, 0x9F, 0x98], "\u{FFFD}"),
        ([0xFF], "\u{FFFD}"),
        ([0x80], "\u{FFFD}"),
        ([0x80, 0x80, 0x80, 0x80, 0x61], "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}a"),
        ([0x61, 0x00, 0x62], "a\0b"),
    ]

    @Test(arguments: invalid)
    func `what is no text is shown as such, at the end too`(bytes: [UInt8], text: String) throws {
        try append(bytes)
        #expect(try whole() == text)
    }

    @Test func `what was dropped is left out, and said so`() throws {
        let block = 65_536
        let head = [UInt8](repeating: UInt8(ascii: "a"), count: 3 * block / 2)
        try append(head)
        try append([UInt8](repeating: UInt8(ascii: "b"), count: 3 * block))
        try append("the end".utf8)
        let file = try Descriptor.open(path, O_WRONLY)
        // As the launcher does it: from the middle of a piece to the middle of another.
        let (start, length) = (Int64(3 * block / 2), Int64(2 * block))
        try #require(punch(file.number, start, length))
        let text = try whole()
        #expect(!text.contains("\0"))
        #expect(
            text.hasPrefix(String(repeating: "a", count: head.count) + "\n[… 131072 bytes dropped"))
        #expect(text.hasSuffix(String(repeating: "b", count: block) + "the end"))
        #expect(text.utf8.count { $0 == UInt8(ascii: "b") } == block + 1)
    }

    @Test func `a hole is not mistaken for a part of a character`() throws {
        let block = 65_536
        try append([UInt8](repeating: UInt8(ascii: "a"), count: block - 1))
        try append([0xE6])
        try append([UInt8](repeating: UInt8(ascii: "b"), count: block))
        try append([0xB8, 0x61])
        let file = try Descriptor.open(path, O_WRONLY)
        try #require(punch(file.number, Int64(block), Int64(block)))
        let text = try whole()
        #expect(text.contains("a\u{FFFD}\n[… 65536 bytes dropped"))
        #expect(text.hasSuffix("…]\n\u{FFFD}a"))
    }

    @Test func `a hole at the end does not become zeros`() throws {
        try append("text".utf8)
        try #require(unsafe truncate(path, off_t(1 << 40)) == 0)
        var reader = try RunLogReader(path: path)
        var text = ""
        while let piece = try reader.next(isGrowing: true) { text += piece }
        try append("more".utf8)
        while let piece = try reader.next(isGrowing: true) { text += piece }
        #expect(text.hasSuffix("more") && text.utf8.count < 10_000)
        #expect(text.hasPrefix("text"))
    }

    @Test func `a log that is not there is an error`() {
        #expect(throws: SystemError("open \(path)", errno: ENOENT)) {
            _ = try RunLogReader(path: path)
        }
    }

    private func punch(_ file: CInt, _ offset: Int64, _ length: Int64) -> Bool {
        linux_punch_hole(file, offset, length) == 0
    }
}
