/// A name that stands for its value.
struct Variable: Expression {
    let name: String
    var depth: Int { 1 }

    func evaluate(_ rendering: Rendering) throws(Fault) -> Value {
        try rendering.lookUp(name) ?? .undefined(Undefined("\"\(name)\" is undefined"))
    }
}
