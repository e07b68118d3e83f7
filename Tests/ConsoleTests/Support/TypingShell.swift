import Glibc
import Platform
import TestKit

/// A shell in which a person types command lines of notifyctl, and takes what it offers.
struct TypingShell {
    enum Kind: String, CaseIterable {
        case bash, zsh, fish
    }

    let kind: Kind
    /// A folder with a file `schedule.yaml`, in which the shell is.
    private let folder = ScratchDirectory()
    private let environment: [String]

    init(_ kind: Kind, socket: String) throws {
        self.kind = kind
        environment = [
            "PATH=\(folder.path)/bin:/usr/local/bin:/usr/bin:/bin", "HOME=\(folder.path)",
            "TERM=xterm", "LANG=C.UTF-8", "INPUTRC=/dev/null", "NOTIFYD_SOCKET=\(socket)",
            "PS1=ready> ", "NOTIFYD_COMPLETION_PATIENCE=10m",
        ]
        unsafe mkdir(folder.file("bin"), 0o700)
        unsafe mkdir(folder.file("here"), 0o700)
        try folder.write("", to: "here/schedule.yaml")
        // The real program completes; what is typed at last is only shown.
        try folder.write(
            """
            #!/bin/sh
            case "$1 $#" in
                "complete "* | "completion 2") exec \(BuiltProgram.notifyctl) "$@" ;;
            esac
            printf 'typed:'
            printf '%s|' "$@"
            printf 'end.\\n'

            """, to: "bin/notifyctl")
        unsafe chmod(folder.file("bin/notifyctl"), 0o700)
        try folder.write(Self.setup[kind] ?? "", to: "setup")
    }

    private static let setup: [Kind: String] = [
        .bash: """
        cd ~/here
        source <(notifyctl completion bash)

        """,
        // What zshcompsys(1) has for a key that inserts all matches, under _all_matches.
        .zsh: """
        cd ~/here
        mkdir ~/functions && notifyctl completion zsh > ~/functions/_notifyctl
        fpath=(~/functions $fpath)
        autoload -Uz compinit && compinit -u -D
        zle -C all-matches complete-word _generic
        zstyle ':completion:all-matches:*' insert yes
        zstyle ':completion:all-matches::::' completer _all_matches _complete
        bindkey '^Xa' all-matches
        PROMPT='ready> '

        """,
        .fish: """
        cd ~/here
        notifyctl completion fish | source
        complete -C $argv[1]

        """,
    ]

    /// What the shell offers at the end of each line, in place of its last word.
    ///
    /// On a thread of its own, because the service is to answer meanwhile.
    func offered(_ lines: [String]) async throws -> [[String]] {
        try await withCheckedThrowingContinuation { continuation in
            do {
                try Thread.start(name: "typing") {
                    continuation.resume(
                        with: Result {
                            try kind == .fish ? lines.map(fish) : interactive(lines)
                        })
                }
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }

    private func fish(_ line: String) throws -> [String] {
        let words =
            ["env", "-i"] + environment + ["fish", "--no-config", folder.file("setup"), line]
        return try PeerProcess.run(words).output.split(separator: "\n").map { row in
            String(row.split(separator: "\t", omittingEmptySubsequences: false)[0])
        }
    }

    /// Has the shell insert all that it offers, and the line run.
    private func interactive(_ lines: [String]) throws -> [[String]] {
        let start = kind == .bash ? ["bash", "--norc", "--noprofile", "-i"] : ["zsh", "-f", "-i"]
        let terminal = try Pseudoterminal(start, environment: environment)
        // A prompt of its own may come before; what is typed early waits for it.
        try terminal.type("source ~/setup; printf '%s%s\\n' set up\n")
        try terminal.expect("setup\r\n")
        try terminal.expect("ready> ")
        return try lines.map { line in
            try terminal.type("\(line)\(kind == .bash ? "\u{1B}*" : "\u{18}a")\n")
            try terminal.expect("typed:")
            let words = try terminal.expect("end.").split(separator: "|").map(String.init)
            try terminal.expect("ready> ")
            // What stands before the last blank is not what was offered.
            return Array(
                words.dropFirst(line.split(separator: " ").count - (line.last == " " ? 1 : 2)))
        }
    }
}
