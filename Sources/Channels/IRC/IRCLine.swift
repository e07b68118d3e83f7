/// A line of a server (RFC 2812, section 2.3.1), perhaps with tags before it (IRCv3).
package struct IRCLine: Sendable, Equatable {
    /// Who says it; empty where it is the server that one is connected to.
    package let source: String
    /// In capitals, or three digits.
    package let command: String
    package let parameters: [String]

    /// Takes it without its end.
    package init(_ text: String) {
        var rest = text[...]
        func skip() { rest = rest.drop { $0 == " " } }
        func word() -> Substring {
            let word = rest.prefix { $0 != " " }
            rest = rest[word.endIndex...]
            skip()
            return word
        }
        skip()
        if rest.first == "@" { _ = word() }
        source = rest.first == ":" ? String(word().dropFirst()) : ""
        command = word().uppercased()
        var parameters: [String] = []
        while let first = rest.first {
            guard first != ":" else {
                parameters.append(String(rest.dropFirst()))
                break
            }
            parameters.append(String(word()))
        }
        self.parameters = parameters
    }

    /// The number of an answer.
    package var code: Int? { command.count == 3 ? Int(command) : nil }

    /// The nickname of who says it.
    package var nick: String { String(source.prefix { $0 != "!" && $0 != "@" }) }

    /// Its words.
    package var text: String { parameters.last ?? "" }

    package subscript(index: Int) -> String {
        parameters.indices.contains(index) ? parameters[index] : ""
    }
}
