import Console
import Domain
import Formats

/// A kind of channel of the wire in words for people.
enum ChannelText {
    /// Columns where nobody says how wide the terminal is.
    private static let columns = 80
    private static let indent = 4

    static func text(_ reply: JSONObject, columns: Int?) -> String {
        let (channel, width) = (reply["channel"] ?? [:], columns ?? Self.columns)
        let kind = channel["kind"]?.string ?? ""
        var text =
            "\(kind): \(channel["summary"]?.string ?? "")".printable.wrapped(at: width) + "\n"
        if channel["enabled"] != true {
            text +=
                "It is not enabled: PN_SERVICES in the environment of notifyd leaves it out."
                .wrapped(at: width) + "\n"
        }
        if channel["administrator"] == true {
            text += "Only administrators may use it.\n"
        }
        let alternatives = (reply["alternatives"]?.array ?? []).map { group in
            (group.array ?? []).compactMap(\.string)
        }
        if let need = ChannelDeclaration.need(alternatives) {
            text += need.printable.wrapped(at: width) + "\n"
        }
        let parameters = reply["parameters"]?.array ?? []
        if parameters.isEmpty { text += "\nIt takes no parameters.\n" }
        for parameter in parameters { text += "\n" + Self.text(parameter, width) }
        return text
    }

    private static func text(_ parameter: JSONValue, _ width: Int) -> String {
        let name = parameter["name"]?.string ?? ""
        var text = "\(name) (\(traits(parameter).joined(separator: ", ")))".printable + "\n"
        var sentences = [parameter["meaning"]?.string ?? ""]
        if let standard = parameter["standard"]?.string {
            let value = (try? JSONValue(parsing: standard))?.string ?? standard
            sentences.append("Where it is left out: \(value)")
        }
        let variables = (parameter["environment"]?.array ?? []).compactMap(\.string)
        if !variables.isEmpty {
            let supplied = parameter["supplied_by"]?.string.map { "; notifyd has \($0)" } ?? ""
            sentences.append(
                "In the environment: \(variables.joined(separator: ", "))\(supplied)")
        }
        for sentence in sentences {
            let margin = String(repeating: " ", count: indent)
            text += margin + sentence.printable.wrapped(at: width, indent: indent) + "\n"
        }
        return text
    }

    private static func traits(_ parameter: JSONValue) -> [String] {
        let form =
            switch parameter["form"]?.string {
            case "texts": "text or list of texts"
            case "boolean": "true or false"
            case "integer": "whole number"
            case "any": "any value"
            case let form: form ?? ""
            }
        let marks: [(String, String)] = [
            ("required", "needed"), ("secret", "secret"), ("templates", "with templates"),
            ("administrator", "for administrators"),
        ]
        return [form] + marks.filter { parameter[$0.0] == true }.map(\.1)
    }
}
