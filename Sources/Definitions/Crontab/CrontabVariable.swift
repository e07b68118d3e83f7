/// A line `NAME = value` of a crontab, read byte by byte as the function load_env of Debian's cron
/// does.
///
/// Quotes, of either kind, go around the whole name or the whole value; nothing within is expanded.
/// Blanks at the end of a value are lost even within its quotes.
struct CrontabVariable: Hashable {
    let name: String
    let value: String
    /// Whether Debian's cron would have cut it.
    let isOverlong: Bool

    /// Nil for a line that is something else. `NAME =` without a value, which Debian's cron takes
    /// for an error, is an empty one, as other crons have it.
    init?(_ line: some Collection<UInt8>) {
        var rest = Array(line)[...]
        guard let name = Self.name(&rest) else { return nil }
        rest = rest.drop(while: Self.isSpace)
        guard rest.popFirst() == UInt8(ascii: "=") else { return nil }
        rest = rest.drop(while: Self.isSpace)
        guard let value = Self.value(rest) else { return nil }
        self.name = String(decoding: name, as: UTF8.self)
        self.value = String(decoding: value, as: UTF8.self)
        isOverlong = line.count > Self.longestOfDebian
    }

    private static func name(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard let first = rest.first else { return nil }
        guard isQuote(first) else {
            let name = rest.prefix { !isSpace($0) && $0 != UInt8(ascii: "=") }
            rest = rest.dropFirst(name.count)
            return name
        }
        let name = rest.dropFirst().prefix { $0 != first }
        rest = rest.dropFirst(name.count + 1)
        guard rest.popFirst() == first, !name.contains(UInt8(ascii: "=")) else { return nil }
        return name
    }

    private static func value(_ rest: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard let first = rest.first else { return [] }
        var value = rest
        if isQuote(first) {
            value = rest.dropFirst().prefix { $0 != first }
            let behind = rest.dropFirst(value.count + 1)
            guard behind.first == first, behind.dropFirst().allSatisfy(isSpace) else { return nil }
        }
        while let last = value.last, isSpace(last) { value.removeLast() }
        // A second pair of quotes goes as well.
        if value.count >= 2, let first = value.first, isQuote(first), value.last == first {
            return value.dropFirst().dropLast()
        }
        return value
    }

    private static func isQuote(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
    }

    /// isspace(3) in the C locale.
    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte)
    }

    /// Bytes of a line beyond which Debian's cron cuts it off.
    private static let longestOfDebian = 998
}
