import Formats
import Glibc

/// Secrets that are known to a test, and must be found nowhere.
struct Canaries {
    /// What is said of where one was found.
    private(set) var found: [String] = []
    private let words: [String]

    init(_ words: [String]) { self.words = words }

    mutating func search(_ text: String, _ place: String) {
        for word in words where text.contains(word) { found.append("\(word) in \(place)") }
    }

    mutating func search(_ object: JSONObject, _ place: String) {
        search(JSONValue.object(object).text, place)
    }

    /// Every file of a folder, as bytes.
    mutating func search(folder: String) {
        for name in Scratch.names(in: folder) {
            let path = "\(folder)/\(name)"
            var status = stat()
            guard unsafe lstat(path, &status) == 0 else { continue }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: search(folder: path)
            case S_IFREG: search(Scratch.text(of: path), path)
            default: break
            }
        }
    }

    /// The command lines and environments of processes that name some words in theirs.
    ///
    /// What stands in the environment of notifyd itself, which references lead to, is `own`.
    mutating func search(
        processesNaming text: String, of notifyd: pid_t?, own: String
    ) {
        for process in Scratch.processes(naming: text) where process != getpid() {
            search(Scratch.text(of: "/proc/\(process)/cmdline"), "command line of \(process)")
            var environment = Scratch.text(of: "/proc/\(process)/environ")
            if process == notifyd { environment = environment.replacing(own, with: "") }
            search(environment, "environment of \(process)")
        }
    }
}
