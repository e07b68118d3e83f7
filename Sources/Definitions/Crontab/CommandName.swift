import Domain

/// What a schedule is called after the command of a crontab's line: `/usr/bin/test -x a && nice
/// b.sh -q` is `b`.
enum CommandName {
    /// Nil where nothing in the line tells what it is about.
    static func text(of line: String) -> String? {
        let found = ShellWords(line).commands.map { name(of: $0[...]) }
        let best =
            found.first { $0?.isTelling == true } ?? found.first { $0 != nil }
        return (best ?? nil)?.text
    }

    /// A part of a path as a part of a name; nil where nothing of it can be.
    static func slug(_ text: some StringProtocol) -> String? {
        var slug = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                slug.unicodeScalars.append(Unicode.Scalar(byte))
            default: if slug.last != "-" { slug += "-" }
            }
        }
        let signs: Set<Character> = ["-", "_"]
        let cut = slug.drop(while: signs.contains).prefix(longest)
        guard let last = cut.lastIndex(where: { !signs.contains($0) }) else { return nil }
        return String(cut[...last])
    }

    private struct Found {
        let text: String
        /// Whether it is more than the shell's own housekeeping.
        let isTelling: Bool
    }

    private static func name(of command: ArraySlice<String>) -> Found? {
        var words = command.drop { keywords.contains($0) || isAssignment($0) }
        guard let program = words.popFirst() else { return nil }
        let base = baseName(program)
        // It asks whether there is such a program.
        if base == "command", words.first?.lowercased() == "-v" { return nil }
        if let wrapper = wrappers[base] {
            wrapper.skip(&words)
            // A line for the shell, as flock(1) takes it.
            if words.count == 1, let line = words.first, line.contains(" ") {
                return text(of: line).flatMap { found($0, isTelling: true) }
            }
            return name(of: words) ?? found(base, isTelling: false)
        }
        if let signs = interpreters[base.withoutVersion] {
            return script(words, codeSigns: signs) ?? found(base, isTelling: false)
        }
        if base == "run-parts", let folder = words.last {
            return found(baseName(folder), isTelling: true)
        }
        return found(withoutExtension(base), isTelling: !housekeeping.contains(base))
    }

    /// What an interpreter is given to run.
    private static func script(_ words: ArraySlice<String>, codeSigns: String) -> Found? {
        guard let first = words.firstIndex(where: { !$0.hasPrefix("-") }) else { return nil }
        let option = first > words.startIndex ? words[first - 1] : ""
        if option == "-m" { return found(words[first], isTelling: true) }
        guard let sign = option.last, codeSigns.contains(sign) else {
            return name(of: words[first...])
        }
        return codeSigns == shellSigns
            ? text(of: words[first]).flatMap { found($0, isTelling: true) } : nil
    }

    private static func found(_ text: String, isTelling: Bool) -> Found? {
        slug(text).map { Found(text: $0, isTelling: isTelling) }
    }

    private static func baseName(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    private static func withoutExtension(_ name: String) -> String {
        for end in extensions where name.hasSuffix(end) && name.count > end.count {
            return String(name.dropLast(end.count))
        }
        return name
    }

    private static func isAssignment(_ word: String) -> Bool {
        guard let sign = word.firstIndex(of: "="), sign > word.startIndex else { return false }
        return word[..<sign].allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    }

    /// A program that runs another one.
    private struct Wrapper {
        /// Its options that a value follows.
        let valued: Set<String>
        /// The words between its options and the other program.
        let operands: Int

        init(_ valued: String..., operands: Int = 0) {
            self.valued = Set(valued)
            self.operands = operands
        }

        func skip(_ words: inout ArraySlice<String>) {
            skipOptions(&words)
            words = words.dropFirst(operands)
            skipOptions(&words)
        }

        private func skipOptions(_ words: inout ArraySlice<String>) {
            while let word = words.first, word.hasPrefix("-") {
                words = words.dropFirst(valued.contains(word) ? 2 : 1)
            }
        }
    }

    private static let wrappers: [String: Wrapper] = [
        "chronic": Wrapper(), "command": Wrapper(), "cronic": Wrapper(), "env": Wrapper("-u"),
        "exec": Wrapper(), "flock": Wrapper("-w", "-E", operands: 1),
        "ionice": Wrapper("-c", "-n"), "nice": Wrapper("-n"), "nohup": Wrapper(),
        "run-one": Wrapper(), "runuser": Wrapper("-u"), "setsid": Wrapper(),
        "sudo": Wrapper("-u", "-g"), "systemd-cat": Wrapper("-t", "-p"), "time": Wrapper(),
        "timeout": Wrapper("-k", "-s", operands: 1),
    ]
    private static let shellSigns = "c"
    /// The last letters of the options that code follows.
    private static let interpreters = [
        "bash": shellSigns, "dash": shellSigns, "ksh": shellSigns, "node": "e", "nodejs": "e",
        "perl": "eE", "php": "r", "python": "c", "ruby": "e", "sh": shellSigns, "zsh": shellSigns,
    ]
    private static let keywords: Set = ["!", "do", "elif", "else", "if", "then", "until", "while"]
    private static let housekeeping: Set = [
        ".", ":", "[", "[[", "awk", "cat", "cd", "date", "done", "echo", "exit", "export", "false",
        "fi", "grep", "head", "mkdir", "printf", "sed", "set", "sleep", "source", "tail", "tee",
        "test", "touch", "true", "ulimit", "umask", "wait", "xargs",
    ]
    private static let extensions = [
        ".bash", ".cgi", ".js", ".php", ".pl", ".py", ".rb", ".sh",
    ]
    /// Characters of a name, so that a file's name and a number have room beside it.
    private static let longest = 40
}

extension String {
    /// `python` of `python3.11`.
    fileprivate var withoutVersion: String {
        var text = self[...]
        while let last = text.last, last == "." || last.isNumber { text.removeLast() }
        return String(text)
    }
}
