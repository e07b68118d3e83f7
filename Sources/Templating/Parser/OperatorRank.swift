/// How tightly operators hold their operands, from the loosest to the tightest.
enum OperatorRank: Int {
    case or, and, not, comparison, sum, concatenation, product, power, operand

    /// The rank of the operands of a chain of this rank.
    var next: OperatorRank { OperatorRank(rawValue: rawValue + 1) ?? .operand }
}
