/// A time zone: at which instants the clock on the wall shows what.
package struct Zone: Sendable, Hashable {
    package let name: String
    /// In ascending order of their instants.
    private let changes: [Change]
    private let firstOffset: Int64
    /// What holds after the last change; nil keeps its offset for ever.
    private let rule: FooterRule?

    /// From this instant on the clock is at this offset.
    struct Change: Sendable, Hashable {
        let at: Int64
        let offset: Int64
    }

    package static let utc = Zone(name: "UTC", firstOffset: 0, changes: [], rule: nil)

    /// Reads the bytes of a TZif file, version 1 to 4 (RFC 9636).
    ///
    /// Throws when they are not one, are beyond a bound, or count leap seconds.
    package init(name: String, data: [UInt8]) throws(ZoneError) {
        var file = ZoneFile(zone: name, bytes: data)
        self = try file.read()
    }

    init(name: String, firstOffset: Int64, changes: [Change], rule: FooterRule?) {
        self.name = name
        self.firstOffset = firstOffset
        self.changes = changes
        self.rule = rule
    }

    /// Seconds east of UTC at an instant; before the year 1 and after 9999 those of the ends.
    package func offset(at instant: Int64) -> Int64 {
        stretch(at: instant).offset
    }

    /// What a clock on the wall shows at an instant, in seconds since its 1970-01-01 00:00.
    package func local(at instant: Int64) -> Int64 {
        let instant = Limits.clamped(instant)
        return instant + offset(at: instant)
    }

    /// The stretch of one offset that an instant lies in.
    package func stretch(at instant: Int64) -> Stretch {
        let instant = Limits.clamped(instant)
        guard let last = changes.last else {
            return rule?.stretch(at: instant)
                ?? Stretch(start: .min, end: .max, offset: firstOffset, offsetBefore: firstOffset)
        }
        if instant >= last.at { return stretchAfterTable(last, at: instant) }
        // The first change after the instant.
        var low = 0
        var high = changes.count - 1
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].at > instant { high = middle } else { low = middle + 1 }
        }
        let offset = low > 0 ? changes[low - 1].offset : firstOffset
        return Stretch(
            start: low > 0 ? changes[low - 1].at : .min, end: changes[low].at, offset: offset,
            offsetBefore: low > 1 ? changes[low - 2].offset : low > 0 ? firstOffset : offset)
    }

    private func stretchAfterTable(_ last: Change, at instant: Int64) -> Stretch {
        let before = changes.count > 1 ? changes[changes.count - 2].offset : firstOffset
        guard let rule else {
            return Stretch(start: last.at, end: .max, offset: last.offset, offsetBefore: before)
        }
        var stretch = rule.stretch(at: instant)
        if stretch.start <= last.at {
            stretch.start = last.at
            stretch.offsetBefore = before
        }
        return stretch
    }
}
