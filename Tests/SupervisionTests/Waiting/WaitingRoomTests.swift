import Domain
import Formats
import Persistence
import Supervision
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes)))
struct WaitingRoomTests {
    var samples = SampleRuns()

    /// Admits and ends one run after the other, until nobody waits; their schedules, in that order.
    private func order(_ room: inout WaitingRoom) -> [Int64] {
        var order: [Int64] = []
        while let next = room.admit() {
            order.append(next.run.scheduleID)
            room.remove(next.run.uid)
        }
        return order
    }

    @Test mutating func `users take turns, and of a user the schedules`() throws {
        var room = WaitingRoom(limits: ActiveLimits(all: 1))
        for (schedule, user) in [(10, 1), (10, 1), (10, 1), (11, 1), (20, 2), (20, 2)] {
            room.wait(
                try samples.make(.init(schedule: Int64(schedule), user: UInt32(user))))
        }
        #expect(order(&room) == [10, 20, 11, 20, 10, 10])
    }

    @Test mutating func `users take turns in a project that has few places`() throws {
        var room = WaitingRoom(limits: ActiveLimits(perProject: 1))
        for schedule in 10..<13 {
            room.wait(try samples.make(.init(schedule: Int64(schedule), user: 1)))
        }
        for schedule in 20..<22 {
            room.wait(try samples.make(.init(schedule: Int64(schedule), user: 2)))
        }
        #expect(order(&room) == [10, 20, 11, 21, 12])
    }

    @Test mutating func `other limits count at once, for those who wait in the same order`() throws
    {
        var room = WaitingRoom(limits: ActiveLimits(all: 1))
        let runs = try (1...5).map { try samples.make(.init(schedule: $0, user: 1)) }
        for run in runs { room.wait(run) }
        #expect(room.admit() == runs[0])
        #expect(room.admit() == nil)
        room.change(limits: ActiveLimits(all: 3))
        #expect(room.activeCount == 1 && room.waitingCount == 4)
        #expect(room.admit() == runs[1])
        #expect(room.admit() == runs[2])
        #expect(room.admit() == nil)
        // Fewer than are active: those go on.
        room.change(limits: ActiveLimits(all: 10, perUser: 2))
        #expect(room.activeCount == 3)
        #expect(room.obstacle(of: runs[3].run.uid)?.contains("at most 2") == true)
        room.remove(runs[0].run.uid)
        #expect(room.admit() == nil)
        room.remove(runs[1].run.uid)
        #expect(room.admit() == runs[3])
        room.change(limits: ActiveLimits())
        #expect(room.admit() == runs[4])
        #expect(room.count == 3 && room.waitingCount == 0)
    }

    @Test mutating func `a run that is tried again waits as long under other limits`() throws {
        var room = WaitingRoom(limits: ActiveLimits(all: 1))
        let first = try samples.make()
        room.wait(first)
        #expect(room.admit() == first)
        let again = first.tryingAgain(at: SampleRuns.start + .seconds(30))
        room.wait(again)
        let behind = try samples.make()
        room.wait(behind)
        room.change(limits: ActiveLimits(all: 5))
        #expect(room.nextWake == again.run.startAfter)
        // It keeps its schedule's place.
        #expect(room.admit() == nil)
        room.wake(at: SampleRuns.start + .seconds(30))
        #expect(room.admit() == again)
        room.remove(again.run.uid)
        #expect(room.admit() == behind)
    }

    @Test mutating func `what is due goes first, then catch-ups, then backfills`() throws {
        var room = WaitingRoom(limits: ActiveLimits(all: 1))
        for (schedule, trigger) in [
            (1, Trigger.backfill), (2, .catchUp), (3, .manual), (4, .backfill), (5, .catchUp),
            (6, .boot), (7, .schedule),
        ] {
            room.wait(try samples.make(.init(schedule: Int64(schedule)), trigger))
        }
        #expect(order(&room) == [3, 6, 7, 2, 5, 1, 4])
    }

    @Test mutating func `few catch up at once, and nobody else waits for them`() throws {
        var room = WaitingRoom(limits: ActiveLimits(catchUps: 2))
        for schedule in 1...4 {
            room.wait(
                try samples.make(
                    .init(schedule: Int64(schedule)), schedule == 1 ? .backfill : .catchUp))
        }
        #expect(room.admit()?.run.scheduleID == 2)
        #expect(room.admit()?.run.scheduleID == 3)
        #expect(room.admit() == nil)
        room.wait(try samples.make(.init(schedule: 9)))
        #expect(room.admit()?.run.scheduleID == 9)
        #expect(room.admit() == nil)
    }

    @Test mutating func `between two attempts a run keeps its schedule's place, and no other`()
        throws
    {
        var room = WaitingRoom(limits: ActiveLimits(all: 1))
        let first = try samples.make()
        room.wait(first)
        room.wait(try samples.make())
        let other = try samples.make(.init(schedule: 2))
        room.wait(other)
        #expect(room.admit() == first)
        let again = first.tryingAgain(at: SampleRuns.start + .seconds(30))
        room.wait(again)
        #expect(room.nextWake == again.run.startAfter)
        #expect(room.admit() == other)
        room.wake(at: SampleRuns.start + .seconds(30))
        #expect(room.admit() == nil)
        room.remove(other.run.uid)
        #expect(room.admit() == again)
        #expect(room.admit() == nil)
        room.remove(again.run.uid)
        #expect(room.admit() != nil)
        #expect(room.waitingCount == 0 && room.count == 1)
    }

    @Test mutating func `a backfill between two attempts holds nobody up`() throws {
        var room = WaitingRoom(limits: ActiveLimits())
        let backfill = try samples.make(.init(), .backfill)
        room.wait(backfill)
        #expect(room.admit() == backfill)
        room.wait(backfill.tryingAgain(at: SampleRuns.start + .seconds(30)))
        let due = try samples.make()
        room.wait(due)
        #expect(room.admit() == due)
    }

    @Test mutating func `a clock that is set back moves no attempt beyond the longest delay`()
        throws
    {
        var room = WaitingRoom(limits: ActiveLimits())
        var kind = SampleRuns.Kind()
        kind.policies.retry = RunRetry(limit: 3, longestDelay: .seconds(60))
        let run = try samples.make(kind)
        room.wait(run)
        _ = room.admit()
        room.wait(run.tryingAgain(at: SampleRuns.start + .seconds(3600)))
        room.clockChanged(now: SampleRuns.start)
        #expect(room.nextWake == SampleRuns.start + .seconds(60))
        room.clockChanged(now: SampleRuns.start + .seconds(30))
        #expect(room.nextWake == SampleRuns.start + .seconds(60))
    }

    @Test(arguments: [
        (ActiveLimits(), "earlier runs of its schedule to end"),
        (
            ActiveLimits(perProject: 1),
            "room among the active runs of the project project-1 (at most 1)"
        ),
        (ActiveLimits(perUser: 1), "room among the active runs of its owner (at most 1)"),
        (ActiveLimits(all: 1), "room among all active runs (at most 1)"),
        (
            ActiveLimits(catchUps: 1),
            "room among the active runs that make up for the past (at most 1)"
        ),
    ])
    mutating func `what a run waits for is said`(limits: ActiveLimits, text: String) throws {
        var room = WaitingRoom(limits: limits)
        let schedule: Int64 = limits == ActiveLimits() ? 1 : 2
        room.wait(try samples.make(.init(), .catchUp))
        #expect(room.admit() != nil)
        let later = try samples.make(.init(schedule: schedule), .catchUp)
        room.wait(later)
        #expect(room.admit() == nil)
        room.explain(later.run.uid)
        #expect(room.obstacle(of: later.run.uid) == text)
    }

    struct Crowd: CustomTestStringConvertible {
        let testDescription: String
        let limits: ActiveLimits
        let kind: @Sendable (Int) -> SampleRuns.Kind
    }

    static let crowds = [
        Crowd(testDescription: "one schedule", limits: ActiveLimits()) { _ in .init() },
        Crowd(testDescription: "a schedule each", limits: ActiveLimits(all: 10)) {
            .init(schedule: Int64($0))
        },
        Crowd(testDescription: "a user each", limits: ActiveLimits(all: 10, perUser: 1)) {
            .init(schedule: Int64($0), user: UInt32($0))
        },
        Crowd(testDescription: "a user each, one project", limits: ActiveLimits(perProject: 1)) {
            .init(schedule: Int64($0), user: UInt32($0))
        },
        Crowd(testDescription: "a project each", limits: ActiveLimits(all: 10, perProject: 1)) {
            .init(schedule: Int64($0), project: $0)
        },
        Crowd(
            testDescription: "a user and project of three",
            limits: ActiveLimits(perUser: 1, perProject: 1)
        ) { .init(schedule: Int64($0), user: UInt32($0 % 100), project: $0 / 100) },
    ]

    @Test(arguments: crowds)
    mutating func `ten thousand wait, and each has its turn once`(crowd: Crowd) throws {
        var room = WaitingRoom(limits: crowd.limits)
        var waiting: Set<UID> = []
        for number in 1...10_000 {
            let run = try samples.make(crowd.kind(number))
            room.wait(run)
            waiting.insert(run.run.uid)
        }
        var active: [UID] = []
        while !waiting.isEmpty || !active.isEmpty {
            while let next = room.admit() {
                #expect(waiting.remove(next.run.uid) != nil)
                active.append(next.run.uid)
            }
            guard !active.isEmpty else { break }
            room.remove(active.removeLast())
        }
        #expect(waiting.isEmpty && room.count == 0 && room.activeCount == 0)
    }
}
