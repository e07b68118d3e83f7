extension JSONValue {
    /// The value as compact JSON in UTF-8.
    package var bytes: [UInt8] {
        var printer = JSONPrinter(indented: false)
        printer.write(self, level: 0)
        return printer.output
    }

    /// The value as compact JSON.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The value as JSON for people: a member to a line, two blanks a level.
    package var indentedText: String {
        var printer = JSONPrinter(indented: true)
        printer.write(self, level: 0)
        return String(decoding: printer.output, as: UTF8.self)
    }
}

private struct JSONPrinter {
    let indented: Bool
    var output: [UInt8] = []

    init(indented: Bool) { self.indented = indented }

    mutating func write(_ value: JSONValue, level: Int) {
        switch value {
        case .null: output += "null".utf8
        case .bool(let value): output += (value ? "true" : "false").utf8
        case .integer(let value): output += String(value).utf8
        case .number(let value): output += (value.isFinite ? value.description : "null").utf8
        case .string(let text): write(text)
        case .array(let elements):
            list("[", "]", elements, level: level) { printer, element in
                printer.write(element, level: level + 1)
            }
        case .object(let object):
            list("{", "}", object.members, level: level) { printer, member in
                printer.write(member.name)
                printer.output += (printer.indented ? ": " : ":").utf8
                printer.write(member.value, level: level + 1)
            }
        }
    }

    mutating func list<Element>(
        _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ elements: [Element], level: Int,
        _ body: (inout JSONPrinter, Element) -> Void
    ) {
        output.append(UInt8(ascii: open))
        for (index, element) in elements.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            newLine(level + 1)
            body(&self, element)
        }
        if !elements.isEmpty { newLine(level) }
        output.append(UInt8(ascii: close))
    }

    mutating func newLine(_ level: Int) {
        guard indented else { return }
        output.append(UInt8(ascii: "\n"))
        output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: level * 2))
    }

    mutating func write(_ text: String) {
        output.append(UInt8(ascii: "\""))
        if Self.isPlain(text.utf8.span) {
            output += text.utf8
        } else {
            for byte in text.utf8 { writeEscaped(byte) }
        }
        output.append(UInt8(ascii: "\""))
    }

    private static func isPlain(_ bytes: Span<UInt8>) -> Bool {
        for index in bytes.indices where needsEscape(bytes[index]) { return false }
        return true
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
    }

    private mutating func writeEscaped(_ byte: UInt8) {
        guard Self.needsEscape(byte) else {
            output.append(byte)
            return
        }
        output.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x0A: output.append(UInt8(ascii: "n"))
        case 0x0D: output.append(UInt8(ascii: "r"))
        case 0x09: output.append(UInt8(ascii: "t"))
        case 0..<0x20, 0x7F:
            let digits = String(byte, radix: 16)
            output += ("u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits).utf8
        default: output.append(byte)
        }
    }
}
