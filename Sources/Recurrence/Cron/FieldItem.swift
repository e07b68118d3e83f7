/// What one item of a field's list stands for.
enum FieldItem: Sendable, Hashable {
    /// Values of the field; for days of the week 7 has become 0.
    case values([Int])
    /// The day with so many days after it in its month: `L` is 0, `L-3` is 3.
    case fromEnd(Int)
    /// The weekday, Monday to Friday, next to a day of the month: `15W`.
    case workday(near: Int)
    /// The same for a day counted from the month's end: `LW` is 0, `L-3W` is 3.
    case workdayNearFromEnd(Int)
    /// The first to the fifth of a day of the week in its month: `mon#1`.
    case nth(Int, weekday: Int)
    /// The last of a day of the week in its month: `5L`.
    case last(weekday: Int)
}
