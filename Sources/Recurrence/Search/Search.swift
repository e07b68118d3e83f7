/// Looks for the next instant of a pattern in a zone, with the rules for changes of the zone's clock.
///
/// Unless a schedule says otherwise they are those of Debian's cron: a time that a jump forward skips
/// comes once, when the jump ends; a time that a jump backward repeats comes at its first passage only;
/// patterns that follow elapsed time come whenever the wall shows a matching time. Jumps from
/// `Limits.clockCorrection` on are corrections, and what they skip or repeat is skipped or repeated.
struct Search {
    let zone: Zone
    let gap: GapRule
    let fold: FoldRule
    private var local: LocalSearch
    private var stretches = 0
    /// No time on the wall in this range matches, but its end does.
    private var known: Range<Int64> = 0..<0

    init(_ pattern: WallPattern, in zone: Zone, gap: GapRule? = nil, fold: FoldRule? = nil) {
        self.zone = zone
        self.gap = gap ?? (pattern.followsElapsedTime ? .skip : .run)
        self.fold = fold ?? (pattern.followsElapsedTime ? .both : .first)
        local = LocalSearch(pattern)
    }

    /// What the search has cost so far: stretches of the zone, months and times of day looked at.
    var steps: Int { stretches + local.steps }

    /// The first occurrence after the instant, up to the last of `Limits.instants`.
    mutating func next(after instant: Int64) -> Int64? {
        guard instant < Limits.instants.upperBound else { return nil }
        var earliest = max(instant + 1, Limits.instants.lowerBound)
        while earliest <= Limits.instants.upperBound {
            stretches += 1
            let stretch = zone.stretch(at: earliest)
            let shifted = shifted(in: stretch, from: earliest)
            let floor = floor(of: stretch, from: earliest)
            guard let match = firstMatch(from: floor) else {
                if let shifted { return shifted }
                // No more years, unless the wall goes back to what it has shown already.
                guard stretch.end <= Limits.instants.upperBound,
                    stretch.end + zone.offset(at: stretch.end) < floor
                else { return nil }
                earliest = stretch.end
                continue
            }
            // What a jump forward skipped is before the stretch on the wall, so it is due at its start.
            let found = min(max(match - stretch.offset, earliest), shifted ?? .max)
            if found < end(of: stretch, from: found) {
                return found <= Limits.instants.upperBound ? found : nil
            }
            earliest = start(after: stretch, from: floor, to: match)
        }
        return nil
    }

    /// Where to go on after a stretch, when nothing on the wall matches from the floor up to the match.
    ///
    /// No clock is two days from UTC, so whatever the wall shows between two days after the floor and two
    /// days before the match lies between them as well, and so do the times that it skips and repeats.
    private mutating func start(after stretch: Stretch, from floor: Int64, to match: Int64) -> Int64
    {
        let margin = 2 * Day.seconds
        guard floor + margin <= stretch.end, stretch.end < match - margin else {
            return stretch.end
        }
        stretches += 1
        return max(stretch.end, zone.stretch(at: match - margin).start)
    }

    /// The time on the wall from which a stretch's matches count.
    private func floor(of stretch: Stretch, from earliest: Int64) -> Int64 {
        let plain = earliest + stretch.offset
        let jump = stretch.offset - stretch.offsetBefore
        if jump == 0 { return plain }
        let before = stretch.start + stretch.offsetBefore
        if jump > 0 {
            return gap == .run && earliest == stretch.start && jump < Limits.clockCorrection
                ? before : plain
        }
        return fold == .first && -jump <= Limits.clockCorrection ? max(plain, before) : plain
    }

    /// The first instant at which a time that the jump before the stretch skipped comes shifted.
    private mutating func shifted(in stretch: Stretch, from earliest: Int64) -> Int64? {
        let jump = stretch.offset - stretch.offsetBefore
        guard gap == .shift, jump > 0, jump < Limits.clockCorrection,
            earliest < stretch.start + jump,
            let match = local.first(from: earliest + stretch.offsetBefore)
        else { return nil }
        let found = match - stretch.offsetBefore
        return found < stretch.start + jump ? found : nil
    }

    /// Where the stretch's matches end: before what its successor repeats, when only that passage counts.
    private func end(of stretch: Stretch, from found: Int64) -> Int64 {
        guard fold == .last, found < stretch.end, stretch.end < Limits.instants.upperBound else {
            return stretch.end
        }
        let jump = zone.stretch(at: stretch.end).offset - stretch.offset
        return jump < 0 && -jump <= Limits.clockCorrection ? stretch.end + jump : stretch.end
    }

    private mutating func firstMatch(from floor: Int64) -> Int64? {
        if known.contains(floor) { return known.upperBound }
        guard let match = local.first(from: floor) else { return nil }
        known = floor..<match
        return match
    }
}
