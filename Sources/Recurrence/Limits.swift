/// The bounds of this module, each with its unit.
enum Limits {
    /// The longest text of an expression, in bytes; a list of every minute takes 169.
    static let expressionBytes = 512

    /// The shortest and the longest interval of `every`, in seconds; the longest is ten years.
    static let intervalSeconds: ClosedRange<Int64> = 1...(3_653 * Day.seconds)

    /// The years that a field or a date may name.
    static let years = 1970...2199

    /// The instants that a search answers with, years 1 to 9999, in seconds since 1970 UTC.
    static let instants: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

    /// The largest time zone file, in bytes; the largest of tzdata has under 4,000.
    static let zoneFileBytes = 65_536

    /// The most offset changes in a zone file; the most in tzdata are under 300.
    static let zoneChanges = 4_096

    /// The instants of changes that a zone file may name, in seconds: RFC 9636, section 3.2.
    static let zoneInstants: ClosedRange<Int64> = -(1 << 59)...(1 << 59)

    /// The offsets from UTC that a zone file may name, in seconds: RFC 9636, section 3.2.
    static let zoneOffsets: ClosedRange<Int64> = -89_999...93_599

    /// The longest footer of a zone file, in bytes; the longest of tzdata has under 50.
    static let footerBytes = 256

    /// The hours of an offset in a footer, east or west of UTC: POSIX, Environment Variables, TZ.
    static let footerOffsetHours: ClosedRange<Int64> = 0...24

    /// The hours of a change's time of day in a footer, before or after midnight: RFC 9636, section 3.3.2.
    static let footerHours: ClosedRange<Int64> = 0...167

    /// The jump of a zone's clock, in seconds, from which it is a correction and not daylight saving.
    ///
    /// Debian's cron catches up on what a jump forward skipped only when the jump is smaller than
    /// this; it holds back what a jump backward repeats up to and including this.
    static let clockCorrection: Int64 = 10_800

    /// How far ahead an explanation looks for a change of the clock that matters, in years.
    static let explainedYears: Int64 = 12

    /// The most changes of a zone's clock that an explanation looks at; no zone has more than four a year.
    static let explainedChanges = 64

    /// The period of an expression that has fewer than two occurrences ahead, in seconds.
    static let lonePeriod = Day.seconds

    /// The longest piece of a text that an error message repeats, in characters.
    static let quotedCharacters = 40

    /// The instant, or the end of `instants` that it lies beyond.
    static func clamped(_ instant: Int64) -> Int64 {
        min(max(instant, instants.lowerBound), instants.upperBound)
    }
}
