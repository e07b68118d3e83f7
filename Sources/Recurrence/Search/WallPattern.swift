/// What the clock on the wall shows when something is due; every form that knows a calendar becomes one.
///
/// Bit n of a set stands for the value n.
struct WallPattern: Sendable, Hashable {
    var seconds: UInt64 = 1
    var minutes: UInt64
    var hours: UInt64
    var days: DayRule
    var months: UInt64
    /// In ascending order; nil is every year.
    var years: [Int]?
    /// The minute or the hour is any: unless the schedule says otherwise, a jump of the zone's clock
    /// neither makes it catch up nor holds it back.
    var followsElapsedTime: Bool

    static func bits(_ range: ClosedRange<Int>) -> UInt64 {
        (UInt64.max << UInt64(range.lowerBound)) & (UInt64.max >> UInt64(63 - range.upperBound))
    }

    /// The first year of it that is not before the given one.
    func year(from year: Int64) -> Int64? {
        guard let years else { return year }
        return years.first { $0 >= year }.map(Int64.init)
    }
}
