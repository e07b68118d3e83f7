/// The rule that a zone follows after its last listed change: the TZ string of POSIX, as extended by RFC 9636.
struct FooterRule: Sendable, Hashable {
    /// Seconds east of UTC while the other time is not in force.
    let standard: Int64
    let daylight: Daylight?

    /// The other time of the year; in Ireland and elsewhere it is behind the standard one.
    struct Daylight: Sendable, Hashable {
        let offset: Int64
        let starts: YearMoment
        let ends: YearMoment
    }

    init(standard: Int64, daylight: Daylight?) {
        // Daylight time that ends as the next one starts is in force all year: no clock ever jumps.
        if let daylight {
            let endless = (1970..<2370).allSatisfy { year in
                daylight.ends.local(inYear: year) - daylight.offset
                    == daylight.starts.local(inYear: year + 1) - standard
            }
            if endless {
                self.standard = daylight.offset
                self.daylight = nil
                return
            }
        }
        self.standard = standard
        self.daylight = daylight
    }

    func stretch(at instant: Int64) -> Stretch {
        guard let daylight else {
            return Stretch(start: .min, end: .max, offset: standard, offsetBefore: standard)
        }
        // A moment may lie a week outside its year, so that the year around an instant is not enough.
        let year = Day(number: instant.flooredQuotient(Day.seconds)).year
        var stretch = Stretch(start: .min, end: .max, offset: standard, offsetBefore: standard)
        for year in year - 2...year + 2 {
            let starts = daylight.starts.local(inYear: year) - standard
            let ends = daylight.ends.local(inYear: year) - daylight.offset
            if starts <= instant && starts >= stretch.start {
                stretch.start = starts
                stretch.offset = daylight.offset
                stretch.offsetBefore = standard
            }
            if ends <= instant && ends > stretch.start {
                stretch.start = ends
                stretch.offset = standard
                stretch.offsetBefore = daylight.offset
            }
            if starts > instant { stretch.end = min(stretch.end, starts) }
            if ends > instant { stretch.end = min(stretch.end, ends) }
        }
        return stretch
    }
}
