import Console
import Formats

extension Option {
    /// Of verbs that list what may be long.
    static let limit = Option(
        "limit", short: "n", value: "N", "how many at most; \(ConsoleLimits.rows)")
}

extension Arguments {
    func limit() throws(Failure) -> Int {
        try number(.limit, standard: ConsoleLimits.rows, in: 1...ConsoleLimits.maximumRows)
    }

    /// The option's value, which must be one of some words.
    func word(_ option: Option, among known: [String]) throws(Failure) -> JSONValue? {
        guard let word = value(option) else { return nil }
        guard known.contains(word) else {
            throw .usage(
                "--\(option.name) takes one of \(known.joined(separator: ", ")), "
                    + "not \"\(word.printable)\"")
        }
        return .string(word)
    }
}

extension Invocation {
    /// Tells that a list goes on.
    func remarkCut(_ limit: Int) {
        output.remark("\(program): there are more than these \(limit); --limit shows more")
    }
}
