package import Domain
package import Formats

extension InterfaceDescription {
    /// How many faults of one value are told.
    package static let maximumFaults = 100

    /// What is wrong with parameters or a reply, each with its path; empty when all is right.
    package func faults(of object: JSONObject, against fields: [InterfaceField]) -> [Fault] {
        var check = Check(types: types)
        check.structure(object, fields, path: "")
        return check.faults
    }

    /// What is wrong with a value of a type.
    package func faults(
        of value: JSONValue, against type: InterfaceType, path: String = ""
    ) -> [Fault] {
        var check = Check(types: types)
        check.value(value, type, path: path)
        return check.faults
    }

    /// The object without the members that are null where the interface allows null, which means absent.
    ///
    /// The object must be without faults. What is inside of type `object` is left as it is.
    package func withoutNulls(_ object: JSONObject, _ fields: [InterfaceField]) -> JSONObject {
        let byName = Dictionary(fields.map { ($0.name, $0.type) }) { first, _ in first }
        return JSONObject(
            object.members.compactMap { name, value in
                if value == .null { return nil }
                return (name, byName[name].map { withoutNulls(value, $0) } ?? value)
            })
    }

    private func withoutNulls(_ value: JSONValue, _ type: InterfaceType) -> JSONValue {
        switch (type, value) {
        case (.nullable(let inner), _): return withoutNulls(value, inner)
        case (.named(let name), _): return types[name].map { withoutNulls(value, $0) } ?? value
        case (.array(let element), .array(let elements)):
            return .array(elements.map { withoutNulls($0, element) })
        case (.structure(let fields), .object(let object)):
            return .object(withoutNulls(object, fields))
        default: return value
        }
    }
}

/// Walks a value beside its type. It goes only as deep as the value does, which the parser bounds.
private struct Check {
    let types: [String: InterfaceType]
    private(set) var faults: [Fault] = []

    init(types: [String: InterfaceType]) { self.types = types }

    mutating func value(_ value: JSONValue, _ type: InterfaceType, path: String) {
        switch type {
        case .nullable(let inner): if value != .null { self.value(value, inner, path: path) }
        case .named(let name): if let type = types[name] { self.value(value, type, path: path) }
        case .bool: if value.bool == nil { wrong("true or false", value, path) }
        case .int: if value.integer == nil { wrong("a whole number", value, path) }
        case .float: if value.double == nil { wrong("a number", value, path) }
        case .string: if value.string == nil { wrong("a text", value, path) }
        case .object: if value.object == nil { wrong("an object", value, path) }
        case .enumeration(let words):
            if value.string.map(words.contains) != true {
                wrong("one of \(words.joined(separator: ", "))", value, path)
            }
        case .structure(let fields):
            guard let object = value.object else { return wrong("an object", value, path) }
            structure(object, fields, path: path)
        case .array(let element):
            guard let elements = value.array else { return wrong("a list", value, path) }
            for (index, item) in elements.enumerated() {
                if faults.count >= InterfaceDescription.maximumFaults { return }
                self.value(item, element, path: "\(path)[\(index)]")
            }
        case .map(let element):
            guard let object = value.object else { return wrong("an object", value, path) }
            for (name, item) in object.members {
                if faults.count >= InterfaceDescription.maximumFaults { return }
                self.value(item, element, path: "\(path)[\"\(shown(name))\"]")
            }
        }
    }

    mutating func structure(_ object: JSONObject, _ fields: [InterfaceField], path: String) {
        let prefix = path.isEmpty ? "" : path + "."
        var rest = fields
        for (name, value) in object.members {
            if faults.count >= InterfaceDescription.maximumFaults { return }
            guard let index = rest.firstIndex(where: { $0.name == name }) else {
                add("there is no such field here", prefix + shown(name))
                continue
            }
            let field = rest.remove(at: index)
            self.value(value, field.type, path: prefix + name)
        }
        for field in rest where !field.type.isNullable {
            add("is missing", prefix + field.name)
        }
    }

    private mutating func wrong(_ expected: String, _ value: JSONValue, _ path: String) {
        add("must be \(expected) and is \(value.kind)", path)
    }

    private mutating func add(_ message: String, _ path: String) {
        guard faults.count < InterfaceDescription.maximumFaults else { return }
        faults.append(Fault(path: path, message: message))
    }

    private func shown(_ name: String) -> String {
        name.unicodeScalars.prefix(100).map { $0.escaped(asASCII: false) }.joined()
    }
}
