extension Zone {
    /// The instants at which a clock on the wall shows a time, in ascending order: none when a jump
    /// forward skips it, several when a jump backward repeats it.
    ///
    /// - Parameter local: seconds since the wall's 1970-01-01 00:00.
    package func instants(showing local: Int64) -> [Int64] {
        stretches(around: local).compactMap { stretch in
            let instant = local - stretch.offset
            return instant >= stretch.start && instant < stretch.end ? instant : nil
        }
    }

    /// When the jump forward ends that skips a time on the wall; nil when the wall shows it.
    ///
    /// - Parameter local: seconds since the wall's 1970-01-01 00:00.
    package func endOfGap(over local: Int64) -> Int64? {
        stretches(around: local).first { stretch in
            stretch.start > .min && local >= stretch.start + stretch.offsetBefore
                && local < stretch.start + stretch.offset
        }?.start
    }

    /// The stretches that may show a time: no offset is farther from UTC than the bound.
    private func stretches(around local: Int64) -> [Stretch] {
        var stretches: [Stretch] = []
        var from = Limits.clamped(local) - Limits.zoneOffsets.upperBound
        let last = Limits.clamped(local) - Limits.zoneOffsets.lowerBound
        while from <= last {
            let stretch = stretch(at: from)
            stretches.append(stretch)
            guard stretch.end < .max else { break }
            from = max(stretch.end, from + 1)
        }
        return stretches
    }
}
