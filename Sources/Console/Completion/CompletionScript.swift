/// What makes a shell ask this program how a command line may go on.
package enum CompletionScript {
    package static let shells = ["bash", "zsh", "fish"]

    /// The script of a shell; nil for a shell that is none of those.
    package static func text(shell: String, program: String) -> String? {
        let script: String
        switch shell {
        case "bash": script = bash
        case "zsh": script = zsh
        case "fish": script = fish
        default: return nil
        }
        var text = ""
        var rest = script[...]
        while let range = rest.firstRange(of: "PROGRAM") {
            text += rest[..<range.lowerBound] + program
            rest = rest[range.upperBound...]
        }
        return text + rest + "\n"
    }
}
