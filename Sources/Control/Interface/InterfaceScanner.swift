/// Cuts an interface file into words and marks, and keeps the comments above them.
struct InterfaceScanner {
    enum Token: Hashable {
        case word(String)
        case mark(String)
        case end

        var shown: String {
            switch self {
            case .word(let text), .mark(let text): "\"\(text.prefix(40))\""
            case .end: "the end of the text"
            }
        }
    }

    private let bytes: [UInt8]
    private var position = 0
    private(set) var line = 1
    /// The comment lines directly above the current token.
    private(set) var comment: [String] = []
    private(set) var token = Token.end

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    mutating func advance() throws(InterfaceError) {
        skipBlanksAndComments()
        guard position < bytes.count else {
            token = .end
            return
        }
        let start = position
        let byte = bytes[position]
        if Self.isWord(byte) {
            while position < bytes.count, Self.isWord(bytes[position]) { position += 1 }
            token = .word(String(decoding: bytes[start..<position], as: UTF8.self))
            return
        }
        position += 1
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","), UInt8(ascii: ":"),
            UInt8(ascii: "?"), UInt8(ascii: "["), UInt8(ascii: "]"):
            token = .mark(String(decoding: [byte], as: UTF8.self))
        case UInt8(ascii: "-") where position < bytes.count && bytes[position] == UInt8(ascii: ">"):
            position += 1
            token = .mark("->")
        default:
            throw InterfaceError(message: "an unexpected character", line: line)
        }
    }

    /// A blank line separates a comment from what follows, so a file's first lines are not a member's.
    private mutating func skipBlanksAndComments() {
        comment = []
        var breaks = 0
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\n"):
                line += 1
                breaks += 1
                if breaks > 1 { comment = [] }
                position += 1
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
                position += 1
            case UInt8(ascii: "#"):
                let start = position + 1
                while position < bytes.count, bytes[position] != UInt8(ascii: "\n") {
                    position += 1
                }
                let text = String(decoding: bytes[start..<position], as: UTF8.self)
                comment.append(String(text.drop { $0 == " " }))
                breaks = 0
            default: return
            }
        }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}
