/// The time of day of a calendar expression, `hour:minute` or `hour:minute:second`.
struct CalendarTime {
    var seconds: UInt64 = 1
    var minutes: UInt64 = 1
    var hours: UInt64 = 1
    /// The hour or the minute is `*`.
    var followsElapsedTime = false

    static func parse(
        _ source: Source, _ word: Range<Int>
    ) throws(ExpressionError) -> CalendarTime {
        let pieces = source.split(word) { $0 == UInt8(ascii: ":") }
        guard pieces.count <= 3 else {
            throw source.error(
                "the time \(source.quoted(word)) has \(pieces.count) parts; "
                    + "it is hour:minute or hour:minute:second",
                at: word)
        }
        var sets: [UInt64] = []
        var stars: [Bool] = []
        for (part, range) in zip([CalendarPart.hour, .minute, .second], pieces) {
            let values = try CalendarPartParser(part: part, source: source, range: range).parse()
            sets.append(WallPattern.bits(of: values ?? Array(part.values)))
            stars.append(values == nil)
        }
        return CalendarTime(
            seconds: sets.count == 3 ? sets[2] : 1, minutes: sets[1], hours: sets[0],
            followsElapsedTime: stars[0] || stars[1])
    }
}

extension WallPattern {
    static func bits(of values: [Int]) -> UInt64 {
        values.reduce(0) { $0 | 1 << UInt64($1) }
    }
}
