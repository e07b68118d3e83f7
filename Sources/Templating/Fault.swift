/// Why something cannot be done, without the place, which whoever knows it adds.
struct Fault: Error {
    let kind: TemplateError.Kind
    let message: String

    static func syntax(_ message: String) -> Fault { Fault(kind: .syntax, message: message) }
    static func undefined(_ message: String) -> Fault { Fault(kind: .undefined, message: message) }
    static func type(_ message: String) -> Fault { Fault(kind: .type, message: message) }
    static func value(_ message: String) -> Fault { Fault(kind: .value, message: message) }
    static func limit(_ message: String) -> Fault { Fault(kind: .limit, message: message) }
}
