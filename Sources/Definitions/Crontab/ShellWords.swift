/// The simple commands of a line for the shell, each as its words, well enough to see what it is
/// about.
struct ShellWords {
    private(set) var commands: [[String]] = []
    private var words: [String] = []
    private var word = ""
    /// Whether the word has begun, though it may be empty.
    private var isWord = false
    /// Whether the next word is where something is redirected to.
    private var isTarget = false

    init(_ line: String) {
        var rest = Substring(line)
        while let character = rest.popFirst() {
            switch character {
            case "'", "\"":
                let inside = rest.prefix { $0 != character }
                rest = rest.dropFirst(inside.count + 1)
                word += inside
                isWord = true
            case "\\": add(rest.popFirst() ?? "\\")
            case " ", "\t": endWord()
            case ";", "|", "&", "(", ")", "`", "\n": endCommand()
            case "<", ">":
                if word.allSatisfy(\.isNumber) { (word, isWord) = ("", false) }
                endWord()
                rest = rest.drop { "<>&|".contains($0) }
                isTarget = true
            case "#" where !isWord:
                endCommand()
                return
            default: add(character)
            }
        }
        endCommand()
    }

    private mutating func add(_ character: Character) {
        word.append(character)
        isWord = true
    }

    private mutating func endWord() {
        guard isWord else { return }
        if isTarget {
            isTarget = false
        } else if word == "{" || word == "}" {
            endWords()
        } else {
            words.append(word)
        }
        (word, isWord) = ("", false)
    }

    private mutating func endCommand() {
        endWord()
        endWords()
        isTarget = false
    }

    private mutating func endWords() {
        if !words.isEmpty { commands.append(words) }
        words = []
    }
}
