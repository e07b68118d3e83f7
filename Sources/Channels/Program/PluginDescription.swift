package import Domain
internal import Formats

/// What a plugin says of itself when it is called with `--describe`.
package struct PluginDescription: Sendable {
    package let declaration: ChannelDeclaration
    /// The parameter that says where its messages go; nil where all go to one place.
    let destination: String?
    let timeout: Duration

    /// Why a description is not usable, as a clause about it.
    package struct Problem: Error, Sendable, CustomStringConvertible {
        package let description: String

        init(_ description: String) { self.description = description }
    }

    /// Reads what a plugin of this kind wrote.
    package init(of kind: String, parsing bytes: [UInt8]) throws(Problem) {
        let value: JSONValue
        do { value = try JSONValue(parsing: bytes) } catch {
            throw Problem("is no JSON: \(error)")
        }
        guard let object = value.object else {
            throw Problem("must be an object, not \(value.kind)")
        }
        try Self.allow(
            object, ["summary", "parameters", "destination", "timeout", "administrators"],
            in: "the description")
        var parameters: [ParameterDeclaration] = []
        for (index, element) in try Self.list(object["parameters"]).enumerated() {
            let parameter = try Self.parameter(element, at: "parameters[\(index)]")
            guard !parameters.contains(where: { $0.name == parameter.name }) else {
                throw Problem("has the parameter \(parameter.name) twice")
            }
            parameters.append(parameter)
        }
        declaration = ChannelDeclaration(
            kind: kind, summary: try Self.sentence(object["summary"], "summary"),
            parameters: parameters,
            isForAdministrators: try Self.flag(object["administrators"], "administrators"))
        destination = try Self.destination(object["destination"], among: parameters)
        timeout = try Self.timeout(object["timeout"])
    }

    private static func list(_ value: JSONValue?) throws(Problem) -> [JSONValue] {
        guard let value, value != .null else { return [] }
        guard let elements = value.array, elements.count <= ProgramLimits.parameters else {
            throw Problem(
                "must have a list of at most \(ProgramLimits.parameters) as \"parameters\"")
        }
        return elements
    }

    private static func parameter(
        _ value: JSONValue, at path: String
    ) throws(Problem) -> ParameterDeclaration {
        guard let object = value.object else {
            throw Problem("must have an object as \(path), not \(value.kind)")
        }
        try allow(
            object, ["name", "form", "required", "secret", "default", "meaning"], in: path)
        guard let name = object["name"]?.string, isName(name) else {
            throw Problem(
                "must have a name of letters, digits and _ as \(path).name, at most "
                    + "\(ProgramLimits.parameterName) characters long")
        }
        let words = ParameterDeclaration.Form.allCases.map(\.rawValue).joined(separator: ", ")
        let form = object["form"]?.string.flatMap(ParameterDeclaration.Form.init(rawValue:))
        guard let form else { throw Problem("must have one of \(words) as \(path).form") }
        let standard = object["default"]?.unlessNull
        if let standard, !form.allows(standard) {
            throw Problem("must have \(form.words) as \(path).default, not \(standard.kind)")
        }
        return ParameterDeclaration(
            name, form, isRequired: try flag(object["required"], "\(path).required"),
            isSecret: try flag(object["secret"], "\(path).secret"), standard: standard,
            meaning: try sentence(object["meaning"], "\(path).meaning"))
    }

    private static func isName(_ text: String) -> Bool {
        text.count <= ProgramLimits.parameterName && text.first?.isLetter == true
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    }

    private static func allow(
        _ object: JSONObject, _ names: Set<String>, in place: String
    ) throws(Problem) {
        guard let unknown = object.names.first(where: { !names.contains($0) }) else { return }
        let known = names.sorted().joined(separator: ", ")
        throw Problem("has an unknown member \"\(unknown.shown)\" in \(place), which has \(known)")
    }

    private static func sentence(_ value: JSONValue?, _ path: String) throws(Problem) -> String {
        let text = (value?.string ?? "").cleaned(oneLine: true)
        guard !text.isEmpty, text.count <= ProgramLimits.sentence else {
            throw Problem(
                "must have a sentence of at most \(ProgramLimits.sentence) characters as \(path)")
        }
        return text
    }

    private static func flag(_ value: JSONValue?, _ path: String) throws(Problem) -> Bool {
        switch value {
        case nil, .null: return false
        case .bool(let flag): return flag
        default: throw Problem("must have true or false as \(path)")
        }
    }

    /// What is secret cannot be shown as a destination.
    private static func destination(
        _ value: JSONValue?, among parameters: [ParameterDeclaration]
    ) throws(Problem) -> String? {
        guard let value, value != .null else { return nil }
        let known = parameters.first { $0.name == value.string }
        guard let known, known.form == .text, !known.isSecret else {
            throw Problem("must have as \"destination\" a parameter of it that is an open text")
        }
        return known.name
    }

    private static func timeout(_ value: JSONValue?) throws(Problem) -> Duration {
        guard let value, value != .null else { return ProgramLimits.timeout }
        guard let seconds = value.integer, ProgramLimits.timeouts.contains(seconds) else {
            let (least, most) = (
                ProgramLimits.timeouts.lowerBound, ProgramLimits.timeouts.upperBound
            )
            throw Problem("must have \(least) to \(most) seconds as \"timeout\"")
        }
        return .seconds(seconds)
    }
}
