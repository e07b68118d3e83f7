/// What a command line says: its operands in order, and its options with their values.
package struct Arguments: Hashable, Sendable {
    package fileprivate(set) var operands: [String] = []
    private var options: [String: [String]] = [:]

    package init() {}

    package func has(_ option: Option) -> Bool { options[option.name] != nil }

    /// The option's value; the last one where it was given again.
    package func value(_ option: Option) -> String? { options[option.name]?.last }

    package func values(_ option: Option) -> [String] { options[option.name] ?? [] }

    /// The option's value as a number within bounds.
    package func number(
        _ option: Option, standard: Int, in range: ClosedRange<Int>
    ) throws(Failure) -> Int {
        guard let text = value(option) else { return standard }
        guard let number = Int(text), range.contains(number) else {
            throw .usage(
                "--\(option.name) takes a number from \(range.lowerBound) to \(range.upperBound), "
                    + "not \"\(text.printable)\"")
        }
        return number
    }

    /// Takes words as operands, whatever they look like.
    mutating func add(operands words: ArraySlice<String>) { operands += words }

    /// Reads words in getopt_long(3)'s way: options anywhere, `--name=value` or `--name value`, `--` ends them.
    ///
    /// With `stopsAtOperand` reading ends before the first operand; what is left is returned.
    mutating func read(
        _ words: ArraySlice<String>, known: [Option], stopsAtOperand: Bool = false
    ) throws(Failure) -> ArraySlice<String> {
        var rest = words
        while let word = rest.first {
            if word == "--" {
                rest.removeFirst()
                if !stopsAtOperand {
                    operands += rest
                    rest = []
                }
                return rest
            }
            if word.hasPrefix("--") {
                rest.removeFirst()
                try readLong(word.dropFirst(2), &rest, known)
            } else if word.hasPrefix("-"), word != "-" {
                rest.removeFirst()
                try readShort(word.dropFirst(), &rest, known)
            } else if stopsAtOperand {
                return rest
            } else {
                rest.removeFirst()
                operands.append(word)
            }
        }
        return rest
    }

    private mutating func readLong(
        _ text: Substring, _ rest: inout ArraySlice<String>, _ known: [Option]
    ) throws(Failure) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts.first ?? "")
        guard let option = known.first(where: { $0.name == name }) else {
            let near = NearestWord.to(name, among: known.map(\.name))
            throw .usage(
                "unknown option \"--\(name.printable)\""
                    + (near.map { "; did you mean --\($0)?" } ?? ""))
        }
        let attached = parts.count > 1 ? String(parts[1]) : nil
        try take(option, attached: attached, shown: "--\(name)", &rest)
    }

    private mutating func readShort(
        _ text: Substring, _ rest: inout ArraySlice<String>, _ known: [Option]
    ) throws(Failure) {
        var letters = text
        while let letter = letters.popFirst() {
            guard let option = known.first(where: { $0.short == letter }) else {
                throw .usage("unknown option \"-\(String(letter).printable)\"")
            }
            if option.value == nil {
                try take(option, attached: nil, shown: "-\(letter)", &rest)
                continue
            }
            let attached = letters.isEmpty ? nil : String(letters)
            return try take(option, attached: attached, shown: "-\(letter)", &rest)
        }
    }

    private mutating func take(
        _ option: Option, attached: String?, shown: String, _ rest: inout ArraySlice<String>
    ) throws(Failure) {
        guard let wanted = option.value else {
            guard attached == nil else { throw .usage("\(shown) takes no value") }
            options[option.name, default: []].append("")
            return
        }
        guard let value = attached ?? rest.popFirst() else {
            throw .usage("\(shown) needs a value: \(shown) \(wanted)")
        }
        options[option.name, default: []].append(value)
    }
}
