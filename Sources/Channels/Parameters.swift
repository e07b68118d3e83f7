internal import Domain
internal import Formats

/// Reads a channel's parameters as its declaration says, and collects what is wrong with them.
struct Parameters {
    private let values: JSONObject
    private let declaration: ChannelDeclaration
    private var faults: [Fault] = []

    init(_ values: JSONObject, of declaration: ChannelDeclaration) {
        self.values = values
        self.declaration = declaration
        for (name, value) in values.members {
            guard let known = declaration.parameters.first(where: { $0.name == name }) else {
                let names = declaration.parameters.map(\.name).joined(separator: ", ")
                let what = names.isEmpty ? "none" : names
                fault(
                    name, "the channel \(declaration.kind) has no such parameter; it has \(what)")
                continue
            }
            if value != .null, !known.form.allows(value) {
                fault(name, "must be \(known.form.words), not \(value.kind)")
            }
        }
        let given = declaration.parameters.map(\.name).filter {
            ![nil, .null, "", []].contains(values[$0])
        }
        for missing in declaration.missing(given: Set(given)) {
            let meaning = declaration.parameters.first { $0.name == missing.name }?.meaning ?? ""
            fault(missing.name, "is missing\(missing.advice): \(meaning)")
        }
    }

    /// Nil where the parameter is left out, null, or not of this form.
    func text(_ name: String) -> String? { values[name]?.string }
    func boolean(_ name: String) -> Bool? { values[name]?.bool }
    func integer(_ name: String) -> Int64? { values[name]?.integer }
    func object(_ name: String) -> JSONObject? { values[name]?.object }

    /// What a text is where it is left out, as the declaration has it.
    func standard(_ name: String) -> String? {
        declaration.parameters.first { $0.name == name }?.standard?.string
    }

    func any(_ name: String) -> JSONValue? {
        guard let value = values[name], value != .null else { return nil }
        return value
    }

    /// A text alone, or those of a list.
    func texts(_ name: String) -> [String] {
        switch values[name] {
        case .string(let text)?: text.isEmpty ? [] : [text]
        case .array(let elements)?: elements.compactMap(\.string)
        default: []
        }
    }

    mutating func fault(_ path: String, _ message: String) {
        faults.append(Fault(path: path, message: message))
    }

    /// A URL; the faults never repeat it.
    mutating func url(_ name: String) -> HTTPAddress? {
        guard let text = text(name), !text.isEmpty else { return nil }
        do throws(HTTPAddress.Problem) {
            return try HTTPAddress(text)
        } catch {
            fault(name, "is no usable URL: it \(error.clause)")
            return nil
        }
    }

    /// The port of that name.
    mutating func port() -> UInt16? {
        guard let number = integer("port") else { return nil }
        guard let port = UInt16(exactly: number), port > 0 else {
            fault("port", "must be from 1 to 65535")
            return nil
        }
        return port
    }

    /// Throws what has been collected, if anything has.
    func finish() throws(ParameterErrors) {
        if !faults.isEmpty { throw ParameterErrors(faults) }
    }

    /// Ends with what was read, or throws what has been collected.
    func finish<Value>(_ value: Value?) throws(ParameterErrors) -> Value {
        try finish()
        guard let value else {
            throw ParameterErrors([Fault(path: "", message: "the parameters are not usable")])
        }
        return value
    }
}

extension ParameterDeclaration.Form {
    func allows(_ value: JSONValue) -> Bool {
        switch (self, value) {
        case (.text, .string), (.boolean, .bool), (.integer, .integer), (.object, .object),
            (.any, _), (.texts, .string):
            true
        case (.texts, .array(let elements)): elements.allSatisfy { $0.string != nil }
        default: false
        }
    }

    var words: String {
        switch self {
        case .text: "a text"
        case .texts: "a text or a list of texts"
        case .boolean: "true or false"
        case .integer: "a whole number"
        case .object: "an object"
        case .any: "any value"
        }
    }
}

extension JSONValue {
    /// Nil for JSON's null: the literal nil would be that null, and no missing value.
    var unlessNull: JSONValue? { self == .null ? Optional.none : self }
}
