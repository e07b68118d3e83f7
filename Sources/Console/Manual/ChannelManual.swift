import Domain
import Formats

/// A kind of channel in the manual, as it declares itself.
enum ChannelManual {
    static func text(_ channel: ChannelDeclaration) -> String {
        var page = Mdoc()
        page.line(".Ss \(channel.kind)")
        page.prose(channel.summary.asSentence) { _ in nil }
        if channel.isForAdministrators {
            page.line("Only administrators may use it.")
        }
        guard !channel.parameters.isEmpty else {
            page.line("It takes no parameters.")
            return page.text
        }
        page.line(".Bl -tag -width Ds")
        for parameter in channel.parameters {
            page.line(".It Ic \(parameter.name) Pq \(Mdoc.escaped(traits(parameter)))")
            page.prose(parameter.meaning.asSentence) { _ in nil }
            if let standard = parameter.standard {
                page.line("Where it is left out:")
                page.line(".Li \(Mdoc.escaped(standard.string ?? standard.text)) .")
            }
        }
        page.line(".El")
        return page.text
    }

    /// `text, needed, secret`.
    private static func traits(_ parameter: ParameterDeclaration) -> String {
        let form =
            switch parameter.form {
            case .text: "text"
            case .texts: "list of texts, or one text"
            case .boolean: "true or false"
            case .integer: "whole number"
            case .object: "object"
            case .any: "any value"
            }
        return
            ([form] + (parameter.isRequired ? ["needed"] : [])
            + (parameter.isSecret ? ["secret"] : [])).joined(separator: ", ")
    }
}
