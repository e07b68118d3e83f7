import Formats

/// Tells of a word that is none of the known ones.
package enum UnknownWord {
    /// `unknown key "comand": did you mean "command"?`, or all that are known where none is near.
    package static func message(
        _ what: String, _ given: String, among known: [String], advice: String = "known are",
        alwaysList: Bool = false
    ) -> String {
        var message = "unknown \(what) \"\(given.shown)\""
        let near = Synonyms.word(for: given, among: known) ?? Nearest.word(to: given, among: known)
        if let near { message += ": did you mean \"\(near)\"?" }
        if near == nil || alwaysList {
            let list = known.isEmpty ? "none" : known.joined(separator: ", ")
            message += near == nil ? ": \(advice) \(list)" : " (\(advice) \(list))"
        }
        return message
    }
}
