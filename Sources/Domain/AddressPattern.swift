/// What addresses look like: each `*` stands for anything, and case does not matter.
package struct AddressPattern: Hashable, Sendable, CustomStringConvertible {
    /// In lower case.
    package let text: String
    private let pieces: [[UInt8]]

    /// Why a text is no pattern: a clause that follows it.
    package struct Problem: Error, Sendable, Equatable {
        package let clause: String
    }

    package init(_ text: String) throws(Problem) {
        guard !text.isEmpty else { throw Problem(clause: "must not be empty") }
        guard text.utf8.count <= Limits.addressPatternBytes else {
            throw Problem(clause: "must have at most \(Limits.addressPatternBytes) bytes")
        }
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
            throw Problem(clause: "must not contain a blank or a control character")
        }
        self.text = text.lowercased()
        pieces = self.text.utf8.split(
            separator: UInt8(ascii: "*"), omittingEmptySubsequences: false
        ).map(Array.init)
    }

    /// Whether it is the one address that it looks like.
    package var isExact: Bool { pieces.count == 1 }

    package var description: String { text }

    /// In time that grows with the product of both lengths at the most.
    package func matches(_ address: String) -> Bool {
        var rest = Array(address.lowercased().utf8)[...]
        guard let first = pieces.first, let last = pieces.last else { return false }
        if pieces.count == 1 { return rest.elementsEqual(first) }
        guard rest.count >= first.count + last.count, rest.starts(with: first),
            rest.suffix(last.count).elementsEqual(last)
        else { return false }
        rest = rest.dropFirst(first.count).dropLast(last.count)
        for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
            guard let found = rest.firstRange(of: piece) else { return false }
            rest = rest[found.upperBound...]
        }
        return true
    }
}
