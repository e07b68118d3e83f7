import Domain
import Formats
import Persistence
import Supervision
import TestKit
import Testing

/// The waiting room beside its plainest form, over seeded series of everything that may happen.
struct WaitingRoomPropertyTests {
    struct Case: CustomTestStringConvertible {
        let seed: UInt64
        let limits: ActiveLimits
        var testDescription: String { "seed \(seed), \(limits)" }
    }

    static let cases: [Case] = (0..<16).map { (seed: Int) -> Case in
        let all = [3, 6, 1000][seed % 3]
        let perUser: Int? = seed % 2 == 0 ? nil : 2
        let perProject: Int? = seed % 4 < 2 ? nil : 2
        let limits = ActiveLimits(
            all: all, perUser: perUser, perProject: perProject, catchUps: 1 + seed % 5)
        return Case(seed: UInt64(seed), limits: limits)
    }

    @Test(arguments: cases)
    func `who is next is who the plain rules say`(sample: Case) throws {
        var generator = SeededGenerator(seed: sample.seed)
        var samples = SampleRuns()
        var room = WaitingRoom(limits: sample.limits)
        var plain = PlainRoom(limits: sample.limits)
        var now = SampleRuns.start
        let kinds = (1...9).map { number in
            SampleRuns.Kind(
                schedule: Int64(number), user: UInt32(number % 4), project: number % 3,
                policies: Policies(
                    overlap: number % 5 == 0 ? .allow : .queueAll, maxActive: Int64(1 + number % 2))
            )
        }
        for _ in 0..<800 {
            let active = plain.entries.values.filter(\.isActive).sorted { $0.order < $1.order }
            let waiting = plain.entries.values.filter { !$0.isActive }.sorted {
                $0.order < $1.order
            }
            switch Int.random(in: 0..<10, using: &generator) {
            case 0...3:
                let kind = kinds.randomElement(using: &generator)!
                let triggers: [Trigger] = [.schedule, .manual, .boot, .catchUp, .backfill]
                let run = try samples.make(kind, triggers.randomElement(using: &generator)!)
                room.wait(run)
                plain.wait(run)
            case 4...6:
                guard let ended = active.randomElement(using: &generator) else { break }
                room.remove(ended.run.uid)
                plain.remove(ended.run.uid)
            case 7:
                guard let failed = active.randomElement(using: &generator) else { break }
                let delay = Duration.seconds(Int.random(in: 0..<50, using: &generator))
                // No two at the same instant, so that their order is given.
                let instant = now + delay + .microseconds(failed.order)
                let again = failed.startable.tryingAgain(at: instant)
                room.wait(again)
                plain.wait(again)
            case 8:
                guard let aborted = waiting.randomElement(using: &generator) else { break }
                room.remove(aborted.run.uid)
                plain.remove(aborted.run.uid)
            default:
                now = now + .seconds(Int.random(in: 0..<30, using: &generator))
                room.wake(at: now)
                plain.wake(at: now)
            }
            // Not always: several changes may come before anybody looks.
            guard Int.random(in: 0..<3, using: &generator) > 0 else { continue }
            while true {
                let admissible = plain.admissible()
                guard let admitted = room.admit() else {
                    try #require(admissible.isEmpty)
                    break
                }
                if sample.limits.perProject == nil {
                    try #require(admitted.run.uid == admissible.first?.uid)
                } else {
                    try #require(admissible.map(\.uid).contains(admitted.run.uid))
                }
                plain.activate(admitted.run.uid)
            }
            #expect(room.count == plain.entries.count)
            #expect(room.activeCount == plain.entries.values.count { $0.isActive })
            #expect(room.nextWake == plain.entries.values.compactMap(\.delayedUntil).min())
        }
    }
}
