/// A command line up to its cursor, read as far as it goes: what may stand at its end.
struct UnfinishedLine {
    enum Place {
        case verb
        case option
        /// An option's value, behind so much of the word.
        case value(Option, prefix: String)
        case operand(Int)
        /// Another program's command line, from the word of this number on.
        case command(Int)
        /// What stands before it is wrong.
        case nothing
    }

    /// The word at the cursor, as far as it is typed.
    let word: String
    private(set) var place = Place.nothing
    private(set) var verb: Verb?
    private(set) var operands: [String] = []
    private(set) var known = Option.global + [.project, .version]
    private var values: [String: String] = [:]

    /// Takes the words after the program's name, the last of which is being typed.
    init(_ words: [String], verbs: [Verb]) {
        word = words.last ?? ""
        var awaited: Option?
        var takesOptions = true
        for (index, text) in words.dropLast().enumerated() {
            if let option = awaited {
                values[option.name] = text
                awaited = nil
            } else if takesOptions, text == "--", verb != nil {
                takesOptions = false
            } else if takesOptions, text.hasPrefix("-"), text.count > 1 {
                awaited = text.hasPrefix("--") ? long(text.dropFirst(2)) : short(text.dropFirst())
            } else if let verb {
                operands.append(text)
                if verb.takesCommand {
                    place = .command(index)
                    return
                }
            } else {
                guard let found = verbs.first(where: { $0.name == text }) else { return }
                verb = found
                known = found.options + Option.global
            }
        }
        place = end(awaited, takesOptions, last: max(0, words.count - 1))
    }

    /// The option's value, where it was given.
    func value(_ option: Option) -> String? { values[option.name] }

    private func end(_ awaited: Option?, _ takesOptions: Bool, last: Int) -> Place {
        if let awaited { return .value(awaited, prefix: "") }
        if takesOptions, word.hasPrefix("-") {
            guard word.hasPrefix("--"), let end = word.firstIndex(of: "=") else { return .option }
            let name = word[..<end].dropFirst(2)
            guard let option = known.first(where: { $0.name == name && $0.value != nil }) else {
                return .nothing
            }
            return .value(option, prefix: String(word[...end]))
        }
        guard let verb else { return .verb }
        return verb.takesCommand ? .command(last) : .operand(operands.count)
    }

    /// Takes `--name` or `--name=value`; the option whose value is the next word.
    private mutating func long(_ text: Substring) -> Option? {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard let option = known.first(where: { $0.name == parts[0] }), option.value != nil else {
            return nil
        }
        guard parts.count == 2 else { return option }
        values[option.name] = String(parts[1])
        return nil
    }

    /// Takes `-abVALUE`; the option whose value is the next word.
    private mutating func short(_ text: Substring) -> Option? {
        var letters = text
        while let letter = letters.popFirst() {
            guard let option = known.first(where: { $0.short == letter }), option.value != nil
            else { continue }
            if letters.isEmpty { return option }
            values[option.name] = String(letters)
            break
        }
        return nil
    }
}
