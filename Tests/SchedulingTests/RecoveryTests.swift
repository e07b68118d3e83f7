import Domain
import Formats
import Persistence
import Platform
import Recurrence
import Scheduling
import TestKit
import Testing

/// Crashes, time that was missed, a clock that is set, and a disk that is full.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct RecoveryTests {
    static let busy: [(name: String, when: String, policies: Policies)] = [
        ("five", "*/5 * * * *", Policies()),
        ("seven", "every 7m", Policies()),
        ("all", "*/2 * * * *", Policies(overlap: .queueAll, catchUp: .all, catchUpLimit: 3)),
        ("none", "*/3 * * * *", Policies(overlap: .queue, catchUp: .none)),
        ("spread", "*/10 * * * *", Policies(overlap: .allow, spread: .seconds(900))),
        ("spread-all", "*/10 * * * *", Policies(catchUp: .all, spread: .seconds(300))),
        ("at", "at 2025-06-16T13:37", Policies(catchUp: .all)),
        ("boot", "@reboot", Policies(overlap: .allow)),
    ]

    @Test func `crashes at any time repeat nothing and lose nothing`() async throws {
        let bench = try Bench()
        var generator = SeededGenerator(seed: 11)
        for job in Self.busy { try await bench.apply(job.name, job.when, policies: job.policies) }
        try await bench.apply("after", "after 13m")
        var boots: [Timestamp] = []
        let end = bench.now + .seconds(86_400)
        await bench.begin()
        while bench.now < end {
            let seconds = Int.random(in: 1...900, using: &generator)
            switch Int.random(in: 0..<6, using: &generator) {
            case 0, 1:
                await bench.advance(by: .seconds(seconds))
            case 2:
                // Down for a while, not longer than until the next occurrence is over.
                await bench.crash()
                await bench.begin()
            case 3:
                await bench.restart(after: .seconds(seconds) + .microseconds(3))
                boots.append(bench.now)
                await bench.begin()
            case 4:
                guard
                    let job = Self.busy.filter({ $0.name != "boot" })
                        .randomElement(using: &generator)
                else { break }
                try await bench.pause(job.name, until: bench.now + .seconds(seconds))
                await bench.crash()
                await bench.begin()
            default:
                // Due, and gone again before the alarm was heard.
                await bench.crash()
                bench.clock.advance(by: .seconds(seconds % 240))
                await bench.begin()
            }
        }
        await bench.advance(by: .seconds(900))
        for job in Self.busy {
            try await bench.expectAccounts(
                job.name, job.when, policies: job.policies,
                boots: job.name == "boot" ? boots : [])
        }
        let following = try await bench.rows("after")
        #expect(following.count > 60)
        for (earlier, later) in zip(following, following.dropFirst()) {
            #expect(later.occurrence == earlier.endedAt.map { $0 + .seconds(13 * 60) })
        }
        #expect(Set(bench.starter.started.map(\.uid)).count == bench.starter.started.count)
        await bench.end()
    }

    @Test func `a store that fails while the machine starts loses no start and no pause's end`()
        async throws
    {
        let bench = try Bench()
        for number in 0..<300 { try await bench.apply("boot-\(number)", "@reboot") }
        try await bench.apply("job", "@hourly")
        await bench.begin()
        try await bench.pause("job", until: bench.now + .seconds(5400))
        var full = Bench.options
        full.maximumPages = 1
        await bench.restart(after: .seconds(7200))
        try await bench.crash(options: full)
        await bench.begin()
        await bench.advance(by: .seconds(600))
        #expect(bench.starter.started.isEmpty)
        #expect(bench.journal.count(of: "cannot be recorded", from: .warning) == 1)
        try await bench.crash(options: Bench.options)
        await bench.begin()
        #expect(try await bench.story("boot-0") == ["boot 02:10"])
        #expect(try await bench.story("boot-299") == ["boot 02:10"])
        #expect(try await bench.story("job") == ["paused 01:00 x1", "catch-up 02:00"])
        await bench.end()
    }

    @Test func `a crash between the commit and the hand-over leaves the run to be taken up`()
        async throws
    {
        let bench = try Bench()
        try await bench.apply("job", "@hourly")
        bench.starter.endsRuns = false
        await bench.begin()
        await bench.advance(by: .seconds(3600))
        let run = try #require(bench.starter.started.first)
        await bench.crash()
        await bench.begin()
        // It is the supervisor's now; the scheduler neither creates nor hands it over again.
        #expect(bench.starter.started.count == 1)
        #expect(try await bench.store.unfinishedRuns().map(\.run.uid) == [run.uid])
        await bench.end()
    }

    static let absences: [(when: String, hours: Int, story: [String])] = [
        ("0 6 * * *", 24 + 7, ["missed 06:00 x1", "catch-up 06:00"]),
        ("0 6 * * *", 24 * 3 + 5, ["missed 06:00 x3"]),
        ("0 6 * * *", 24 * 3 + 18, ["missed 06:00 x3", "catch-up 06:00"]),
        ("@hourly", 24 * 4, ["missed 01:00 x95", "ran 00:00"]),
        ("30 * * * *", 24 * 4, ["missed 00:30 x95", "catch-up 23:30"]),
        ("0 0 1 * *", 24 * 10, []),
    ]

    @Test(arguments: absences)
    func `after days off there is one run at most, and one row for the rest`(
        when: String, hours: Int, story: [String]
    ) async throws {
        let bench = try Bench()
        try await bench.apply("job", when)
        bench.clock.advance(by: .seconds(hours * 3600))
        await bench.begin()
        #expect(try await bench.story("job") == story)
        // And it goes on as if nothing had been.
        let started = bench.starter.started.count
        await bench.crash()
        await bench.begin()
        #expect(bench.starter.started.count == started)
        try await bench.expectAccounts("job", when)
        await bench.end()
    }

    @Test(arguments: [1, 30, 59, 60, 90, 24 * 60, 10 * 24 * 60])
    func `set forward, the clock makes the occurrences between due`(minutes: Int) async throws {
        let bench = try Bench()
        try await bench.apply("job", "*/20 * * * *")
        await bench.begin()
        await bench.advance(by: .seconds(600))
        await bench.setClock(by: .seconds(minutes * 60))
        await bench.advance(by: .seconds(3600))
        try await bench.expectAccounts("job", "*/20 * * * *")
        #expect(bench.starter.clockSettings == 1)
        await bench.end()
    }

    @Test(arguments: [1, 20, 60, 179])
    func `set back by less than three hours, nothing comes twice`(minutes: Int) async throws {
        let bench = try Bench()
        try await bench.apply("job", "*/20 * * * *")
        await bench.begin()
        await bench.advance(by: .seconds(4 * 3600))
        let started = bench.starter.started.count
        await bench.setClock(by: .seconds(-minutes * 60))
        await bench.advance(by: .seconds(minutes * 60))
        #expect(bench.starter.started.count == started)
        await bench.advance(by: .seconds(3600))
        #expect(bench.starter.started.count == started + 3)
        try await bench.expectAccounts("job", "*/20 * * * *")
        await bench.end()
    }

    @Test(arguments: [true, false])
    func `set back by days, the clock was wrong, and the schedule goes on`(
        isSeen: Bool
    ) async throws {
        let bench = try Bench()
        try await bench.apply("job", "*/20 * * * *")
        await bench.begin()
        await bench.setClock(by: .seconds(5 * 86_400))
        await bench.advance(by: .seconds(3600))
        let started = bench.starter.started.count
        if isSeen {
            await bench.setClock(by: .seconds(-5 * 86_400))
        } else {
            // It is set while nobody is there to see it.
            await bench.crash()
            bench.clock.advance(by: .seconds(-5 * 86_400))
            await bench.begin()
        }
        #expect(bench.journal.count(of: "due again", from: .warning) == 1)
        #expect(bench.starter.started.count == started)
        await bench.advance(by: .seconds(3600))
        #expect(bench.starter.started.count == started + 3)
        #expect(Set(bench.starter.started.map(\.occurrence)).count == started + 3)
        // When the days come that the wrong clock showed, what ran then does not run again.
        await bench.advance(by: .seconds(6 * 86_400))
        let occurrences = bench.starter.started.map(\.occurrence)
        #expect(Set(occurrences).count == occurrences.count)
        await bench.end()
    }

    @Test func `a full disk makes what is due wait, without turning round and round`() async throws
    {
        let bench = try Bench()
        for number in 0..<700 { try await bench.apply("job-\(number)", "@hourly") }
        var full = Bench.options
        full.maximumPages = 1
        try await bench.crash(options: full)
        await bench.begin()
        await bench.advance(by: .seconds(3600))
        let rings = bench.alarm.rings
        #expect(rings == 1)
        await bench.advance(by: .seconds(600))
        // Once every ten seconds.
        #expect((55...61).contains(bench.alarm.rings - rings))
        #expect(bench.starter.started.isEmpty)
        #expect(bench.journal.count(of: "cannot be recorded", from: .warning) == 1)
        // Set back meanwhile, the clock does not put the next try off.
        await bench.setClock(by: .seconds(-300))
        try await bench.crash(options: Bench.options)
        await bench.begin()
        #expect(bench.starter.started.count == 700)
        #expect(Set(bench.starter.started.map(\.scheduleID)).count == 700)
        try await bench.expectAccounts("job-699", "@hourly")
        await bench.end()
    }

    @Test(.enabled(if: SmallDisk.isPossible))
    func `with room again the scheduler goes on by itself`() async throws {
        let disk = try SmallDisk(bytes: 4 << 20)
        let bench = try Bench(in: disk.folder)
        for number in 0..<100 { try await bench.apply("job-\(number)", "@hourly") }
        await bench.begin()
        try disk.fill()
        await bench.advance(by: .seconds(3600))
        // What fits into the room that the database has of its own is done; then no more.
        for _ in 0..<50 where bench.journal.count(of: "cannot be recorded", from: .warning) == 0 {
            await bench.advance(by: .seconds(3600))
        }
        #expect(bench.journal.count(of: "cannot be recorded", from: .warning) == 1)
        let started = bench.starter.started.count
        await bench.advance(by: .seconds(1800))
        #expect(bench.starter.started.count == started)
        disk.empty()
        await bench.advance(by: .seconds(11))
        #expect(bench.starter.started.count > started)
        try await bench.expectAccounts("job-0", "@hourly")
        try await bench.expectAccounts("job-99", "@hourly")
        await bench.end()
    }
}
