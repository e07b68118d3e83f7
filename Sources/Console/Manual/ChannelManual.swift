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
        if let need = ChannelDeclaration.need(channel.alternatives) {
            page.prose(need) { word in
                channel.parameters.contains { $0.name == word } ? ".Ic \(word)" : nil
            }
        }
        page.line(".Bl -tag -width Ds")
        for parameter in channel.parameters {
            page.line(".It Ic \(parameter.name) Pq \(Mdoc.escaped(traits(parameter)))")
            page.prose(parameter.meaning.asSentence) { _ in nil }
            if let standard = parameter.standard {
                page.line("Where it is left out:")
                page.line(".Li \(Mdoc.escaped(standard.string ?? standard.text)) .")
            }
            if !parameter.environment.isEmpty {
                page.line("Where it is left out, the environment may have it as")
                page.line(".Ev \(parameter.environment.joined(separator: " , ")) .")
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
            + (parameter.needsAdministrator ? ["for administrators"] : [])
            + (parameter.isSecret ? ["secret"] : [])).joined(separator: ", ")
    }

    /// The variables of the environment that stand in for parameters, as a table.
    static func environment(_ channels: [ChannelDeclaration]) -> String {
        var meanings: [String: [String]] = [:]
        for channel in channels {
            for parameter in channel.parameters {
                for variable in parameter.environment {
                    meanings[variable, default: []].append("\(parameter.name) of \(channel.kind)")
                }
            }
        }
        var page = Mdoc()
        page.line(".Bl -tag -width Ds")
        for (variable, meanings) in meanings.sorted(by: { $0.key < $1.key }) {
            page.line(".It Ev \(variable)")
            page.prose("Stands for \(meanings.joined(separator: ", for ")).") { _ in nil }
        }
        page.line(".El")
        return page.text
    }
}
