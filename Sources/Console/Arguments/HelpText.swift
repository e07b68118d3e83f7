/// The texts of `help`, made from the table of verbs.
struct HelpText {
    let program: String
    let summary: String
    let verbs: [Verb]

    private static let width = 80

    func overview() -> String {
        var text = "Usage: \(program) [OPTION…] VERB [ARGUMENT…]\n\n\(summary)\n\nVerbs:\n"
        let left = verbs.map { verb in
            "  \(verb.name)"
        }
        text += columns(Array(zip(left, verbs.map(\.summary))))
        text += "\nOptions:\n" + list(Option.global + [.version])
        text += "\nExit status:\n"
        text += columns(ExitCode.meanings.map { ("  \($0.code.number)", $0.meaning) })
        return text + "\n\"\(program) help VERB\" tells more of a verb, with an example.\n"
    }

    func verb(_ verb: Verb) -> String {
        let operands = verb.operands.isEmpty ? "" : " \(verb.operands)"
        var text = "Usage: \(program) \(verb.name) [OPTION…]\(operands)\n\n"
        text += verb.details.wrapped(at: Self.width) + "\n"
        text += "\nOptions:\n" + list(verb.options + Option.global)
        return text + "\nExample:\n  \(program) \(verb.example)\n"
    }

    private func list(_ options: [Option]) -> String {
        columns(options.map { ("  \($0.usage)", $0.meaning) })
    }

    private func columns(_ rows: [(String, String)]) -> String {
        let width = (rows.map(\.0.count).max() ?? 0) + 2
        return rows.map { left, right in
            left + String(repeating: " ", count: width - left.count)
                + right.wrapped(at: Self.width, indent: width) + "\n"
        }.joined()
    }
}
