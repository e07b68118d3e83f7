/// The fields that a configuration may add to a mail: those that change neither who gets it nor how it is read.
enum MailHeaderName {
    static let freeWords = "those that begin with X-, and \(free.sorted().joined(separator: ", "))"

    static func isFree(_ name: String) -> Bool {
        guard name.utf8.count <= MailLimits.headerLine / 2, HTTPHeader.isName(name) else {
            return false
        }
        let plain = name.lowercased()
        if plain.hasPrefix("x-notifyd-") || plain == "x-auto-response-suppress" { return false }
        return plain.hasPrefix("x-") || free.contains { $0.lowercased() == plain }
    }

    private static let free = ["Comments", "Keywords", "List-Id", "Organization", "Precedence"]
}
