/// The verbs of a program in its manual, from the table that its help is made of.
struct VerbManual {
    let program: String
    let verbs: [Verb]

    var text: String {
        var page = Mdoc()
        for verb in verbs { add(verb, to: &page) }
        return page.text
    }

    /// The options that every verb takes, and the program without one.
    var globalOptions: String {
        var page = Mdoc()
        add(Option.global + [.version], to: &page, markup: { _ in nil })
        return page.text
    }

    static var exitCodes: String {
        var page = Mdoc()
        page.line(".Bl -tag -width Ds -compact")
        for (code, meaning) in ExitCode.meanings {
            page.line(".It \(code.number)")
            page.prose(meaning.asSentence) { _ in nil }
        }
        page.line(".El")
        return page.text
    }

    private func add(_ verb: Verb, to page: inout Mdoc) {
        let markup = { (word: Substring) in self.markup(word, in: verb) }
        page.line(".Ss \(verb.name)")
        page.line(Self.usage(verb))
        page.line(".Pp")
        page.prose(verb.details, markup: markup)
        if !verb.options.isEmpty { add(verb.options, to: &page, markup: markup) }
        page.line(".Pp")
        page.line("Example:")
        page.literal("\(program) \(verb.example)")
    }

    /// `notifyctl why SCHEDULE|RUN [TIME]`, as a line of its own.
    private static func usage(_ verb: Verb) -> String {
        var line = ".D1 Nm Ic \(verb.name) Oo Ar \(Mdoc.escaped("OPTION…")) Oc"
        for word in verb.operands.split(separator: " ") {
            let shown = Mdoc.escaped(word)
            if word == "|" {
                line += " |"
            } else if word == "-" {
                line += " No -"
            } else if word == "[--]" {
                line += " Op Fl -"
            } else if word.hasPrefix("["), word.hasSuffix("]") {
                line += " Oo Ar \(shown.dropFirst().dropLast()) Oc"
            } else {
                line += " Ar \(shown)"
            }
        }
        return line
    }

    private func add(
        _ options: [Option], to page: inout Mdoc, markup: (Substring) -> String?
    ) {
        page.line(".Bl -tag -width Ds")
        for option in options {
            let short = option.short.map { "Fl \($0) , " } ?? ""
            let value = option.value.map { " Ar \(Mdoc.escaped($0))" } ?? ""
            page.line(".It \(short)Fl -\(option.name)\(value)")
            page.prose(option.meaning.asSentence, markup: markup)
        }
        page.line(".El")
    }

    /// How a word of a verb's text is set.
    private func markup(_ word: Substring, in verb: Verb) -> String? {
        if word.hasPrefix("--"), word.count > 2, word.allSatisfy({ $0.isLowercase || $0 == "-" }) {
            return ".Fl \(word.dropFirst())"
        }
        if word.hasPrefix("$") {
            return Self.isShouted(word.dropFirst()) ? ".Ev \(word.dropFirst())" : nil
        }
        // A verb of one word may be meant as a word.
        if word.contains("-"), verbs.contains(where: { $0.name == word }) { return ".Ic \(word)" }
        return placeholders(of: verb).contains(word) ? ".Ar \(word)" : nil
    }

    private static func isShouted(_ word: Substring) -> Bool {
        word.count > 1 && word.allSatisfy { $0.isUppercase || $0 == "_" }
    }

    /// The words in the verb's usage that stand for others.
    private func placeholders(of verb: Verb) -> Set<Substring> {
        let shown = verb.operands.split { !$0.isUppercase && $0 != "_" }
        let values = verb.options.compactMap { $0.value.map { $0[...] } }
        return Set((shown + values).filter(Self.isShouted))
    }
}
