/// A program with verbs: reads its command line, runs one, and tells how it went.
package struct Program: Sendable {
    private let name: String
    private let verbs: [Verb]
    private let help: HelpText

    /// Takes the program's name, a sentence on what it does, and its verbs.
    package init(name: String, summary: String, verbs: [Verb]) {
        self.name = name
        self.verbs = verbs
        help = HelpText(program: name, summary: summary, verbs: verbs.filter { !$0.isHidden })
    }

    /// Runs what the words say, without the program's name; what the process is to end with.
    package func run(_ words: [String]) async -> ExitCode {
        let output = Output(terminal: .ofStandardOutput())
        do {
            return try await run(words[...], output)
        } catch let failure as Failure {
            for line in failure.lines { output.remark(line) }
            output.remark("\(name): \(failure.message)")
            return failure.code
        } catch is ClosedOutput {
            return .done
        } catch {
            output.remark("\(name): \("\(error)".printable)")
            return .failed
        }
    }

    private func run(_ words: ArraySlice<String>, _ output: Output) async throws -> ExitCode {
        var arguments = Arguments()
        let rest = try arguments.read(
            words, known: Option.global + [.project, .version], stopsAtOperand: true)
        if arguments.has(.version), rest.isEmpty {
            return try await run(["version"], output)
        }
        guard let verbName = rest.first else {
            guard arguments.has(.help) else {
                throw Failure.usage("say what to do: \"\(name) help\" lists the verbs")
            }
            try output.write(help.overview())
            return .done
        }
        let verb = try Self.verb(verbName, among: verbs)
        do throws(Failure) {
            let left = try arguments.read(
                rest.dropFirst(), known: Option.global + verb.options,
                stopsAtOperand: verb.takesCommand)
            arguments.add(operands: left)
            if !arguments.has(.help) { try check(arguments, of: verb) }
        } catch {
            let link = error.message.hasSuffix("?") ? " See" : "; see"
            throw Failure(
                "\(error.message)\(link) \"\(name) help \(verb.name)\"", code: error.code)
        }
        if arguments.has(.help) {
            try output.write(help.verb(verb))
            return .done
        }
        let invocation = try Invocation(
            program: name, verbs: verbs, help: help, arguments: arguments, output: output,
            time: .ofMachine())
        return try await verb.run(invocation)
    }

    static func verb(_ name: String, among verbs: [Verb]) throws(Failure) -> Verb {
        if let verb = verbs.first(where: { $0.name == name }) { return verb }
        let near = NearestWord.to(name, among: verbs.filter { !$0.isHidden }.map(\.name))
        throw .usage(
            "unknown verb \"\(name.printable)\"" + (near.map { "; did you mean \($0)?" } ?? ""))
    }

    private func check(_ arguments: Arguments, of verb: Verb) throws(Failure) {
        if arguments.has(.project),
            !verb.options.contains(where: { $0.name == Option.project.name })
        {
            throw .usage("\(verb.name) has no use for --project")
        }
        let operands = arguments.operands
        if operands.count < verb.count.lowerBound {
            throw .usage("\(verb.name) needs \(verb.operands)")
        }
        if operands.count > verb.count.upperBound {
            let extra = operands[verb.count.upperBound].printable
            throw .usage("\(verb.name) has no use for \"\(extra)\"")
        }
    }
}
