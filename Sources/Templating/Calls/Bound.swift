/// The arguments of a call by the places of their parameters.
struct Bound {
    let values: [Value?]
    let all: Arguments

    /// What was given, if anything.
    subscript(index: Int) -> Value? { values[index] }

    /// What was given, unless that is none.
    func given(_ index: Int) -> Value? {
        if case .none? = values[index] { nil } else { values[index] }
    }

    func isTrue(_ index: Int, _ standard: Bool = false) -> Bool {
        values[index]?.isTrue ?? standard
    }

    /// A whole number; nil where none was given.
    func number(_ index: Int) throws(Fault) -> Int64? {
        guard let value = given(index) else { return nil }
        if case .undefined(let undefined) = value { throw undefined.fault }
        guard let number = value.wholeNumber else {
            throw .type("a whole number is needed, not \(value.kindName)")
        }
        return number
    }

    /// A text; nil where none was given.
    func text(_ index: Int) throws(Fault) -> Text? {
        guard let value = given(index) else { return nil }
        if case .undefined(let undefined) = value { throw undefined.fault }
        guard case .text(let text) = value else {
            throw .type("a text is needed, not \(value.kindName)")
        }
        return text
    }
}
