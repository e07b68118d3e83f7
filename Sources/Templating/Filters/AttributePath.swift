/// What `attribute=` names: a path of names and numbers with dots between them.
struct AttributePath {
    private let parts: [Value]

    init(_ value: Value) throws(Fault) {
        switch value {
        case .text(let text): self.init(text.string)
        case .integer: self.init([value])
        case .none: self.init([])
        default: throw .type("an attribute is a text or a number, not \(value.kindName)")
        }
    }

    private init(_ parts: [Value]) { self.parts = parts }

    private init(_ text: String) {
        parts = Splitting.parts(text, ".", limit: .max).map { part in
            Self.isNumber(part) ? .integer(Int64(part) ?? .max) : .text(part)
        }
    }

    private static func isNumber(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    }

    /// Several paths with commas between them, all of which an order goes by.
    static func several(_ value: Value?) throws(Fault) -> [AttributePath] {
        guard let value else { return [try AttributePath(.none)] }
        guard case .text(let text) = value else { return [try AttributePath(value)] }
        return Splitting.parts(text.string, ",", limit: .max).map { AttributePath($0) }
    }

    func value(
        in value: Value, default standard: Value? = nil, _ rendering: Rendering
    ) throws(Fault) -> Value {
        var value = value
        for part in parts {
            try rendering.spend(1)
            value = try rendering.item(part, of: value)
            if case .undefined = value, let standard { value = standard }
        }
        return value
    }
}

extension Value {
    /// The value for comparing without regard to case.
    func folded(_ isCaseSensitive: Bool, _ rendering: Rendering) throws(Fault) -> Value {
        guard !isCaseSensitive, case .text(let text) = self else { return self }
        try rendering.spend(bytes: text.string.utf8.count)
        return .text(text.with(Casing.lower(text.string)))
    }
}
