import Domain
import Formats
import Glibc
import Persistence
import Platform
import Supervision
import TestKit
import Testing

/// What becomes of runs of a schedule that come while others of it are active.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct OverlapTests {
    let bench: Bench

    init() throws { bench = try Bench() }

    @Test func `queued, a run starts when the one before has ended`() async throws {
        try await bench.begin()
        let gate = try bench.gate("gate")
        let schedule = try await bench.schedule("job", "read line < \(gate.path)") {
            $0.policies.overlap = .queue
        }
        let first = try await bench.startDue(schedule)
        await bench.recorder.run(first) { $0 == .running }
        let second = try await bench.startDue(schedule)
        #expect(try await bench.due(schedule).skipped.first?.skipReason == .overlap)
        #expect(try await bench.stored(second).isWaiting)
        #expect(await bench.supervisor.activeCount == 2)
        #expect(await bench.supervisor.waitingCount == 1)
        try gate.open()
        try await bench.end(of: first)
        await bench.recorder.run(second) { $0 == .running }
        #expect(await bench.supervisor.waitingCount == 0)
        try gate.open()
        #expect(try await bench.end(of: second).state == .completed)
        #expect(bench.recorder.ends(of: second).map { $0.idleSince != nil } == [true])
        #expect(await bench.supervisor.activeCount == 0)
        await bench.end()
        #expect(try await bench.held() == 0)
    }

    @Test(arguments: [1, 2, 3])
    func `queued, all run in their order, as many at once as may be`(limit: Int64) async throws {
        try await bench.begin()
        let schedule = try await bench.schedule(
            "job",
            "echo $NOTIFYD_RUN >> \(bench.file("all")); read line < \(bench.file("of-$NOTIFYD_RUN"))"
        ) {
            $0.policies.overlap = .queueAll
            $0.policies.maxActive = limit
        }
        var runs: [UID] = []
        var own: [UID: Gate] = [:]
        for _ in 0..<7 {
            let created = try await bench.due(schedule).runs
            let uid = created[0].run.uid
            own[uid] = try bench.gate("of-\(uid)")
            runs.append(uid)
            await bench.supervisor.start(created)
        }
        for (index, uid) in runs.enumerated() {
            await bench.recorder.run(uid) { $0 == .running }
            let waiting = max(0, runs.count - index - Int(limit))
            #expect(await bench.supervisor.waitingCount == waiting)
            try own[uid]?.open()
            try await bench.end(of: uid)
        }
        let order = try bench.lines("all")
        #expect(limit > 1 || order == runs.map(\.description))
        #expect(order.sorted() == runs.map(\.description).sorted())
        await bench.end()
        #expect(try await bench.held() == 0)
    }

    @Test func `allowed, they run beside each other`() async throws {
        try await bench.begin()
        let gate = try bench.gate("gate")
        let schedule = try await bench.schedule("job", "read line < \(gate.path)") {
            $0.policies.overlap = .allow
            $0.policies.maxActive = 1
        }
        var runs: [UID] = []
        for _ in 0..<3 { runs.append(try await bench.startDue(schedule)) }
        for uid in runs { await bench.recorder.run(uid) { $0 == .running } }
        #expect(await bench.supervisor.waitingCount == 0)
        // One line each would do, but two may read the same pipe at once.
        let holder = try Descriptor.open(gate.path, O_RDWR)
        _ = try holder.write(Array("go\ngo\ngo\n".utf8)[...], isSocket: false)
        for uid in runs { #expect(try await bench.end(of: uid).state == .completed) }
        await bench.end()
    }

    @Test(arguments: [false, true])
    func `replaced, a run is ended, and what waited meanwhile too`(resists: Bool) async throws {
        try await bench.begin()
        let up = try bench.gate("up")
        let schedule = try await bench.schedule("job", "") {
            $0.command = CommandLine(
                shell: "\(resists ? "trap '' TERM;" : "") [ -e \(bench.file("go")) ] && exit 0; "
                    + "echo up > \(up.path); while :; do sleep 1000; done")
            $0.policies.overlap = .replace
            $0.policies.retry = RunRetry(limit: 3, reasons: [.signal])
            $0.grace = .milliseconds(resists ? 50 : 60_000)
        }
        let first = try await bench.startDue(schedule)
        try up.awaitEnd()
        try bench.touch("go")
        let second = try await bench.due(schedule).runs
        let third = try await bench.due(schedule).runs
        #expect(second[0].run.isWaiting && third[0].run.isWaiting)
        await bench.supervisor.start(second + third)
        let replaced = try await bench.end(of: first)
        #expect(replaced.state == .aborted)
        #expect(replaced.message.contains("\(second[0].run.uid)"))
        #expect(replaced.exit == .signalled(resists ? SIGKILL : SIGTERM))
        let skipped = try await bench.end(of: second[0].run.uid)
        #expect(skipped.state == .aborted && skipped.startedAt == nil)
        #expect(skipped.message.contains("\(third[0].run.uid)"))
        #expect(try await bench.end(of: third[0].run.uid).state == .completed)
        #expect(bench.recorder.told(of: first) == [.running, .aborted])
        #expect(bench.recorder.told(of: second[0].run.uid) == [.aborted])
        await bench.end()
        #expect(try await bench.held() == 0)
    }

    @Test func `of several that are active, the oldest is replaced`() async throws {
        try await bench.begin()
        let gate = try bench.gate("gate")
        let schedule = try await bench.schedule("job", "read line < \(gate.path)") {
            $0.policies.overlap = .replace
            $0.policies.maxActive = 2
        }
        var runs: [UID] = []
        for _ in 0..<2 {
            runs.append(try await bench.startDue(schedule))
            await bench.recorder.run(runs[runs.count - 1]) { $0 == .running }
        }
        runs.append(try await bench.startDue(schedule))
        let replaced = try await bench.end(of: runs[0])
        #expect(replaced.message.contains("replaced by the newer run \(runs[2])"))
        await bench.recorder.run(runs[2]) { $0 == .running }
        #expect(try await bench.stored(runs[1]).state == .running)
        let holder = try Descriptor.open(gate.path, O_RDWR)
        _ = try holder.write(Array("go\ngo\n".utf8)[...], isSocket: false)
        for uid in runs[1...] { #expect(try await bench.end(of: uid).state == .completed) }
        await bench.end()
    }

    @Test func `whoever is told of an end may start the next run at once`() async throws {
        try await bench.begin()
        let schedule = try await bench.schedule("job", "true")
        let next = try await bench.schedule("next", "true")
        let created = try await bench.due(next).runs
        bench.recorder.react { [supervisor = bench.supervisor] ended in
            guard ended.contains(where: { $0.run.key == schedule.key }) else { return }
            _ = try? await supervisor.launcherInstance()
            await supervisor.start(created)
        }
        let uid = try await bench.startDue(schedule)
        #expect(try await bench.end(of: uid).state == .completed)
        #expect(try await bench.end(of: created[0].run.uid).state == .completed)
        await bench.end()
    }

    enum Death: CaseIterable { case beforeTheAbort, beforeTheEnd, afterTheEnd }

    @Test(arguments: Death.allCases)
    func `a replacement is carried out by the next notifyd`(death: Death) async throws {
        try await bench.begin()
        let (up, gate) = (try bench.gate("up"), try bench.gate("gate"))
        let schedule = try await bench.schedule("job", "") {
            $0.command = CommandLine(
                shell: "[ -e \(bench.file("go")) ] && exit 0; "
                    + "trap 'trap \"\" TERM; kill -9 $!; read line < \(gate.path); exit 9' TERM; "
                    + "echo up > \(up.path); sleep 1000 & while :; do wait; done")
            $0.policies.overlap = .replace
            $0.grace = .seconds(600)
        }
        let first = try await bench.startDue(schedule)
        try up.awaitEnd()
        await bench.recorder.run(first) { $0 == .running }
        try bench.touch("go")
        let second = try await bench.due(schedule).runs
        if death != .beforeTheAbort { await bench.supervisor.start(second) }
        await bench.crash()
        if death == .afterTheEnd {
            let client = try await bench.client()
            try gate.open()
            await bench.awaitEnd(client)
            try await bench.begin()
            // Nobody may create another before that is known.
            #expect(try await bench.stored(first).state == .aborted)
        } else {
            try await bench.begin()
            try gate.open()
        }
        let uid = second[0].run.uid
        #expect(try await bench.end(of: uid).state == .completed)
        let replaced = try await bench.stored(first)
        #expect(replaced.state == .aborted && replaced.exit == .exited(9))
        #expect(replaced.message.contains("replaced by the newer run \(uid)"))
        await bench.end()
        #expect(try await bench.held() == 0)
    }

    @Test func `what is made up for together is not replaced by its like`() async throws {
        try await bench.begin()
        let schedule = try await bench.schedule(
            "job", "echo $NOTIFYD_OCCURRENCE >> \(bench.file("all"))"
        ) { $0.policies.overlap = .replace }
        let runs = try await bench.due(schedule, count: 4, trigger: .catchUp).runs
        await bench.supervisor.start(runs)
        for run in runs { #expect(try await bench.end(of: run.run.uid).state == .completed) }
        #expect(try bench.lines("all") == runs.map { $0.run.occurrence!.description })
        await bench.end()
    }

    @Test func `backfills run one after the other, and what is due goes before`() async throws {
        try await bench.begin()
        let gate = try bench.gate("gate")
        let schedule = try await bench.schedule(
            "job",
            "echo $NOTIFYD_TRIGGER $NOTIFYD_OCCURRENCE >> \(bench.file("all")); read line < "
                + gate.path
        ) { $0.policies.overlap = .replace }
        let past = (1...3).map { bench.clock.now + .seconds(3600 * ($0 - 4)) }
        let plan = try await bench.store.backfill(
            schedule.key, past, repeating: false, isDryRun: false, by: Bench.owner,
            now: bench.clock.now)
        await bench.supervisor.start(plan.created.runs)
        let first = plan.created.runs[0].run.uid
        await bench.recorder.run(first) { $0 == .running }
        let due = try await bench.startDue(schedule)
        #expect(try await bench.stored(due).isWaiting)
        for uid in [first, due, plan.created.runs[1].run.uid, plan.created.runs[2].run.uid] {
            await bench.recorder.run(uid) { $0 == .running }
            try gate.open()
            #expect(try await bench.end(of: uid).state == .completed)
        }
        let occurrence = try #require(try await bench.stored(due).occurrence)
        #expect(
            try bench.lines("all") == [
                "backfill \(past[0])", "schedule \(occurrence)", "backfill \(past[1])",
                "backfill \(past[2])",
            ])
        await bench.end()
    }
}
