/// The text of a block that filters are applied to.
struct BlockText: Expression {
    var depth: Int { 1 }

    func evaluate(_ rendering: Rendering) throws(Fault) -> Value { rendering.blockText }
}
