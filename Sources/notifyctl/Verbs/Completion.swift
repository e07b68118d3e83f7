import Console

extension Verb {
    static let completion = Verb(
        "completion", operands: "SHELL", count: 1...1,
        summary: "print what makes a shell complete command lines",
        details: "Prints the script with which bash, zsh or fish complete verbs, options and the "
            + "names of schedules, runs, notifiers and the like, for which they ask notifyd. The "
            + "Debian package installs it. By hand: source it in bash; keep it in a file for fish, as "
            + "below, and as _notifyctl in a folder of $fpath for zsh.",
        example: "completion fish > ~/.config/fish/completions/notifyctl.fish"
    ) { invocation in
        let shell = invocation.operands[0]
        guard let script = CompletionScript.text(shell: shell, program: invocation.program) else {
            let known = CompletionScript.shells.joined(separator: ", ")
            throw Failure.usage(
                "there is no completion for \"\(shell.printable)\", but for \(known)")
        }
        try invocation.output.write(script)
        return .done
    }
}
