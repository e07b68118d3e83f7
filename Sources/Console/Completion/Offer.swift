/// What a shell is to offer at the cursor, in the form in which its script reads it.
///
/// The first line is how to offer, with what that needs; each further line is a word and, behind a
/// tabulator, a note on it. The shell leaves out those that do not fit what is typed.
struct Offer {
    enum Manner {
        case words
        /// No blank follows a word that is taken: it goes on.
        case parts
        /// Files besides the words, behind so much of the word.
        case files(prefix: String)
        /// What the shell offers for another program's command line, which begins at this word.
        case command(Int)
    }

    struct Candidate: Hashable {
        let word: String
        let note: String

        init(_ word: String, _ note: String = "") {
            self.word = word
            self.note = note
        }
    }

    var manner = Manner.words
    var candidates: [Candidate] = []

    var text: String {
        let head =
            switch manner {
            case .words: "words"
            case .parts: "parts"
            case .files(let prefix): "files\t\(prefix)"
            case .command(let index): "command\t\(index)"
            }
        let rows = candidates.map { candidate in
            "\(candidate.word.printable)\t\(candidate.note.printable)"
        }
        return ([head] + rows).joined(separator: "\n") + "\n"
    }
}
