import Domain
import Formats
import Persistence
import Platform
import Recurrence
import Scheduling
import Testing

extension Bench {
    /// Holds a schedule's rows against its timetable: each occurrence ran, or is in the count of one row.
    ///
    /// - Parameters:
    ///   - boots: the starts of the machine at which it was to run.
    ///   - disputed: the times that a corrected clock showed twice: of them more may be told.
    func expectAccounts(
        _ name: String, _ when: String, timezone: String = "UTC", policies: Policies = Policies(),
        boots: [Timestamp] = [], disputed: [ClosedRange<Timestamp>] = [],
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let rows = try await rows(name)
        let nominal = try nominal(name, when, timezone, policies)
        var told: [Timestamp: Int] = [:]
        for row in rows {
            guard let first = row.occurrence else { continue }
            let last = row.lastOccurrence ?? first
            let covered = row.state == .skipped ? nominal.slice(first, last) : [first]
            for occurrence in covered { told[occurrence, default: 0] += 1 }
            let isSure = !disputed.contains { $0.overlaps(first...max(first, last)) }
            #expect(
                !isSure || row.count == Int64(covered.count),
                "\(name): a row counts \(row.count) of \(covered.count) from \(first) to \(last)",
                sourceLocation: sourceLocation)
        }
        let all = Set(nominal + boots)
        let strange = told.keys.filter { !all.contains($0) }.sorted()
        #expect(strange == [], "\(name): no occurrences", sourceLocation: sourceLocation)
        let lost = all.filter { told[$0] == nil }.sorted()
        #expect(lost == [], "\(name): not accounted for", sourceLocation: sourceLocation)
        let doubled = told.filter { occurrence, count in
            count > 1 && !disputed.contains { $0 ~= occurrence }
        }.keys.sorted()
        #expect(doubled == [], "\(name): accounted for twice", sourceLocation: sourceLocation)
        let ran = rows.filter { $0.state != .skipped }
        #expect(
            ran.filter { $0.trigger == .boot }.compactMap(\.occurrence).sorted() == boots,
            "\(name): starts of the machine", sourceLocation: sourceLocation)
        let started = starter.started.filter { $0.key.name.text == name }
        #expect(
            started.map(\.uid).sorted() == ran.map(\.uid).sorted(),
            "\(name): not each run was handed over once", sourceLocation: sourceLocation)
    }

    /// The occurrences that have started since the bench was made, in their order.
    private func nominal(
        _ name: String, _ when: String, _ timezone: String, _ policies: Policies
    ) throws -> [Timestamp] {
        let seed = Expression.seed(project: "default", name: name)
        let occurrences = Occurrences(
            Timetable(
                try Expression(when, seed: seed), in: try SystemZones.zone(timezone),
                gap: policies.gap, fold: policies.fold),
            offset: Spread.offset(seed: seed, within: policies.spread.components.seconds))
        var all: [Timestamp] = []
        var last = start.seconds
        while let next = occurrences.next(after: last), occurrences.start(of: next) <= now.seconds {
            all.append(Timestamp(seconds: next))
            last = next
        }
        return all
    }
}

extension [Timestamp] {
    /// Those from one instant through another, of instants in their order.
    fileprivate func slice(_ first: Timestamp, _ last: Timestamp) -> [Timestamp] {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < first { low = middle + 1 } else { high = middle }
        }
        return Array(self[low...].prefix { $0 <= last })
    }
}
