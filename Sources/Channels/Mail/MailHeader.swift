/// The header of a mail: lines that nothing can be smuggled into, since every text is encoded on its way in.
struct MailHeader {
    /// Lines that each end with CRLF.
    private(set) var text = ""

    /// A text for people: as it is where it is plain, in encoded words otherwise (RFC 2047).
    mutating func add(_ name: String, text value: String) {
        let clean = value.cleaned(oneLine: true)
        if Self.isPlain(clean) {
            add(name, words: clean.split(separator: " ").map(String.init))
        } else {
            text += "\(name): \(Self.encoded(clean))\r\n"
        }
    }

    /// A value in the words of a standard; bytes that none has are left out.
    mutating func add(_ name: String, structured value: String) {
        let bytes = value.utf8.filter { 0x20...0x7E ~= $0 }
        text += "\(name): \(String(decoding: bytes, as: UTF8.self))\r\n"
    }

    /// Addresses; nothing where there are none.
    mutating func add(_ name: String, addresses: [NamedAddress]) {
        if addresses.isEmpty { return }
        text += "\(name): " + addresses.map(Self.text).joined(separator: ",\r\n ") + "\r\n"
    }

    /// Words with single blanks between them, which are where a line may be folded.
    private mutating func add(_ name: String, words: [String]) {
        var line = "\(name):"
        for word in words {
            if line.utf8.count + 1 + word.utf8.count > MailLimits.headerLine, line != "\(name):" {
                text += line + "\r\n"
                line = ""
            }
            line += " " + word
        }
        text += line + "\r\n"
    }

    /// Whether a text can stand as it is: printable ASCII, no blanks that folding would change, no
    /// word that reads as an encoded one or is too long to be folded.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { 0x20...0x7E ~= $0 } && !text.contains("=?") && !text.contains("  ")
            && text.first != " " && text.last != " "
            && text.split(separator: " ").allSatisfy { $0.utf8.count < MailLimits.headerLine / 2 }
    }

    /// Encoded words, one on each line; no character is divided between two.
    private static func encoded(_ text: String) -> String {
        var words: [String] = []
        var piece: [UInt8] = []
        func room() -> Int {
            words.isEmpty ? MailLimits.firstEncodedWord : MailLimits.encodedWord
        }
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if piece.count + bytes.count > room() {
                words.append("=?UTF-8?B?\(Base64.text(piece))?=")
                piece = []
            }
            piece += bytes
        }
        if !piece.isEmpty { words.append("=?UTF-8?B?\(Base64.text(piece))?=") }
        return words.joined(separator: "\r\n ")
    }

    private static func text(_ address: NamedAddress) -> String {
        let name = address.name.cleaned(oneLine: true)
        if name.isEmpty { return address.address.text }
        return "\(phrase(name)) <\(address.address.text)>"
    }

    /// A name beside an address: an atom's words, a quoted string, or encoded words.
    private static func phrase(_ name: String) -> String {
        guard isPlain(name) else { return encoded(name) }
        let isAtoms = name.unicodeScalars.allSatisfy { $0 == " " || MailAddress.isAtom($0) }
        if isAtoms { return name }
        let escaped = name.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
        return "\"\(escaped)\""
    }
}
