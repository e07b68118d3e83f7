/// A value that stands in the source.
struct Literal: Expression {
    enum Content: Sendable {
        case none
        case boolean(Bool)
        case integer(Int64)
        case float(Double)
        case text(String)
    }

    let content: Content
    var depth: Int { 1 }

    func evaluate(_ rendering: Rendering) throws(Fault) -> Value {
        switch content {
        case .none: .none
        case .boolean(let value): .boolean(value)
        case .integer(let value): .integer(value)
        case .float(let value): .float(value)
        case .text(let text): .text(Text(text))
        }
    }
}
