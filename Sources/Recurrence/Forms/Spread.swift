/// How long after its occurrence a schedule starts, so that many schedules do not start at once.
package enum Spread {
    /// "spread" as a number, far from the fields that `H` uses, so that the two are independent.
    private static let salt: UInt64 = 0x7370_7265_6164

    /// The offset of a schedule in seconds: 0 up to but not including `seconds`, always the same.
    ///
    /// - Parameter seed: the schedule's, from `Expression.seed(project:name:)`.
    package static func offset(seed: UInt64, within seconds: Int64) -> Int64 {
        guard seconds > 0 else { return 0 }
        return Int64(Seed.draw(from: seed, salt: salt, below: UInt64(seconds)))
    }
}
