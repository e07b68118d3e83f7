import Domain
import Formats
import Persistence
import Platform
import Recurrence
import Scheduling
import TestKit
import Testing

/// A year of a machine that is switched off, suspended, given wrong clocks and slow jobs.
final class SimulatedYear {
    struct Job: Sendable {
        let name: String
        let when: String
        let zone: String
        var policies = Policies()
    }

    static let zones = [
        "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kathmandu",
        "Europe/Dublin",
    ]

    /// Times in and about the nights in which clocks change.
    static let expressions = [
        "30 2 * * *", "*/30 1-3 * * 0", "15 1 * * 2,4,0", "0 9 1,15 * *", "45 23 * * 5",
        "every 31h",
        "0 3 * * 6,0",
    ]

    /// Each zone with most of each policy's values, and they with each other.
    static let recurring: [Job] = (0..<25).map { number in
        let isOdd = number % 7 == 3
        return Job(
            name: "job-\(number)", when: expressions[(number + number / 5) % 7],
            zone: zones[number % 5],
            policies: Policies(
                overlap: OverlapPolicy.allCases[(number + number / 5) % 5],
                maxActive: number % 4 == 0 ? 2 : 1,
                catchUp: CatchUpPolicy.allCases[number % 3],
                catchUpLimit: number % 2 == 0 ? 3 : 100,
                startDeadline: [nil, .seconds(7200), nil, .seconds(40 * 3600)][number % 4],
                spread: [.zero, .seconds(1500), .seconds(7200)][number / 3 % 3],
                gap: isOdd ? .shift : nil, fold: isOdd ? .both : nil))
    }

    static let once = zip(
        zones,
        [
            "2025-11-02T01:30", "2025-10-05T02:10", "2026-02-15T02:30", "2025-12-24T18:00",
            "2026-03-29T01:30",
        ]
    ).enumerated().map { number, pair in
        Job(
            name: "once-\(number)", when: "at \(pair.1)", zone: pair.0,
            policies: Policies(
                catchUp: CatchUpPolicy.allCases[number % 3],
                spread: number % 2 == 0 ? .zero : .seconds(900)))
    }

    static let booting = [
        Job(name: "boot", when: "@reboot", zone: "UTC", policies: Policies(overlap: .allow)),
        Job(
            name: "boot-too", when: "30 4 * * 1", zone: "Europe/Dublin",
            policies: Policies(overlap: .allow, catchUp: .all, startOnBoot: true)),
    ]

    static let following = [
        Job(name: "after", when: "after 50h", zone: "UTC"),
        Job(name: "after-slow", when: "after 20h", zone: "UTC"),
    ]

    let bench: Bench
    private var generator: SeededGenerator
    private var paused: Set<String> = []
    /// The starts of the machine at which a schedule was to run.
    private(set) var boots: [String: [Timestamp]] = [:]
    /// The times that a corrected clock showed twice.
    private(set) var disputed: [ClosedRange<Timestamp>] = []
    private(set) var corrections = 0

    /// Half of it is enough where each day takes long.
    static let days = Sanitizer.isOn ? 183 : 366

    init(seed: UInt64) throws {
        bench = try Bench()
        generator = SeededGenerator(seed: seed)
    }

    func run() async throws {
        for job in Self.recurring + Self.once + Self.booting + Self.following {
            try await bench.apply(job.name, job.when, timezone: job.zone, policies: job.policies)
        }
        bench.starter.slow = Set((0..<25).filter { $0 % 4 < 2 }.map { "job-\($0)" })
            .union(["after-slow", "boot"])
        let end = bench.now + .seconds(Self.days * 86_400)
        await bench.begin()
        while bench.now < end { try await step() }
        try await resume(paused)
        await bench.starter.endAll()
        bench.starter.slow = []
        await bench.advance(by: .seconds(86_400))
    }

    private func step() async throws {
        if Int.random(in: 0..<3, using: &generator) > 0 { await bench.starter.endAll() }
        let hours = Int.random(in: 1...150, using: &generator)
        switch Int.random(in: 0..<16, using: &generator) {
        case 0, 1: try await switchOff(for: .seconds(hours * 1800) + .microseconds(7))
        case 2: await stop(for: .seconds(hours * 600))
        case 3: await stop(for: .zero)
        case 4: await bench.suspend(for: .seconds(hours * 900))
        case 5: await bench.setClock(by: .seconds(Int.random(in: 1...20_000, using: &generator)))
        case 6: await setBack(by: Int.random(in: 1...10_000, using: &generator))
        case 7: await correct(by: Int.random(in: 11_000...50_000, using: &generator))
        case 8, 9: try await pause(for: hours)
        case 10: try await resume(paused)
        default: await bench.advance(by: .seconds(hours * 3600))
        }
        await bench.advance(by: .seconds(3600))
    }

    private func switchOff(for duration: Duration) async throws {
        await bench.restart(after: duration)
        for job in Self.booting {
            let schedule = try await bench.store.schedule(bench.key(job.name), by: Bench.owner)
            if schedule.schedule.pause == nil { boots[job.name, default: []].append(bench.now) }
        }
        await bench.begin()
    }

    private func stop(for duration: Duration) async {
        await bench.crash()
        bench.clock.advance(by: duration)
        await bench.begin()
    }

    /// As daylight saving does it; then that time goes by once more.
    private func setBack(by seconds: Int) async {
        if Bool.random(using: &generator) {
            await bench.setClock(by: .seconds(-seconds))
        } else {
            // Nobody is there to see it.
            await bench.crash()
            bench.clock.set(to: bench.now + .seconds(-seconds))
            await bench.begin()
        }
        await bench.advance(by: .seconds(seconds))
    }

    /// The clock was wrong: what it showed it shows again.
    private func correct(by seconds: Int) async {
        let before = bench.now
        await bench.setClock(by: .seconds(-seconds))
        disputed.append(bench.now...before)
        corrections += 1
        await bench.advance(by: .seconds(seconds))
    }

    private func pause(for hours: Int) async throws {
        let all = (Self.recurring + Self.once + Self.booting + Self.following).map(\.name)
        guard let name = all.randomElement(using: &generator) else { return }
        let endsItself = Bool.random(using: &generator)
        try await bench.pause(name, until: endsItself ? bench.now + .seconds(hours * 3600) : nil)
        paused.insert(name)
    }

    private func resume(_ names: Set<String>) async throws {
        for name in names.sorted() { try await bench.resume(name) }
        paused = []
    }
}
