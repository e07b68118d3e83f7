import Domain
import Formats
import Persistence
import Testing

struct QueryPlanTests {
    private let noon = Bench.start + .seconds(60)

    @Test func `no statement reads through the history`() async throws {
        let bench = try Bench()
        try await useEverything(bench)
        let plans = try await bench.store.queryPlans()
        #expect(plans.count > 30)
        for plan in plans {
            for step in plan.steps {
                // Looked through may be what is as short as the outbox: partial indexes, schedules, and
                // what has a bound.
                let scans =
                    step.hasPrefix("SCAN") && !step.contains("schedule")
                    && !step.contains("INDEX event_pending") && !step.contains("INDEX run_active")
                    && !step.contains("interruption") && !step.contains("SCAN notifier")
                    && !step.contains("SCAN denial")
                #expect(!scans, "\(step) in \(plan.statement)")
                // From a place on only where that is all that is asked: every run, every delivery.
                let isByPlace = step.contains("PRIMARY KEY (rowid<?)")
                let isNarrowed =
                    plan.statement.contains("project = ?")
                    || plan.statement.contains("owner = ?") || plan.statement.contains("= 'error'")
                    || plan.statement.contains("= 'failed'") || plan.statement.contains("r.uid = ?")
                #expect(!(isByPlace && isNarrowed), "\(step) in \(plan.statement)")
            }
        }
    }

    @Test(arguments: [
        ("NOT EXISTS (SELECT 1 FROM delivery d", "event_pending"),
        ("ORDER BY d.next_attempt_at, d.id", "delivery_due"),
        ("SELECT next_attempt_at FROM delivery", "delivery_due"),
        ("INSERT INTO delivery (", "delivery_in_lane"),
        ("UPDATE delivery AS w", "delivery_in_lane"),
        ("SELECT id FROM delivery WHERE waits_for", "delivery_waiting"),
        ("INDEXED BY", "run_active"), ("SELECT notifications_pending_since", "event_pending"),
        ("SELECT reference, sealed FROM secret WHERE set_id", "secret_of_set"),
        ("DELETE FROM secret WHERE set_id", "secret_of_set"),
        ("DELETE FROM secret WHERE set_id", "schedule_of_set"),
        ("DELETE FROM secret WHERE set_id", "run_of_set"),
        ("DELETE FROM secret WHERE set_id", "run_of_project_set"),
        ("DELETE FROM secret WHERE set_id", "event_of_set"),
        ("DELETE FROM secret WHERE set_id", "event_of_project_set"),
        ("FROM notification n", "notification_of_notifier"),
        ("SELECT m.value FROM event e", "channel_memory_of_run"),
        ("SELECT m.value FROM event e", "channel_memory_of_schedule"),
        ("SELECT count(*), min(id) FROM channel_memory", "channel_memory_of_run"),
        ("DELETE FROM channel_memory WHERE schedule_id", "channel_memory_of_schedule"),
    ])
    func `what is asked often uses the index made for it`(part: String, index: String) async throws
    {
        let bench = try Bench()
        try await useEverything(bench)
        let plans = try await bench.store.queryPlans().filter { $0.statement.contains(part) }
        #expect(plans.contains { $0.steps.contains { $0.contains(index) } }, "\(plans)")
    }

    @Test func `lists are read in their order without sorting`() async throws {
        let bench = try Bench()
        try await useEverything(bench)
        let plans = try await bench.store.queryPlans().filter {
            $0.statement.contains("ORDER BY") && !$0.statement.contains("r.uid = ?")
                && !$0.statement.contains("INDEXED BY run_active")
        }
        for plan in plans {
            #expect(!plan.steps.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
        }
    }

    /// Lets one delivery wait for another one.
    private func useLanes(_ bench: Bench, _ tell: EventToTell) async throws {
        let run = try #require(tell.event.run)
        var plans: [Delivery] = []
        for _ in 0..<2 {
            let again = try await bench.store.resend(run: run, by: Bench.alice, now: noon)[0]
            let delivery = bench.delivery(again.notifications[0].name, of: again.event)
            let name = delivery.id.notification
            _ = try await bench.store.planDeliveries([
                DeliveryPlan(
                    event: again.event.id, deliveries: [delivery], lanes: [name: "lane"])
            ])
            plans.append(delivery)
        }
        #expect(
            try await bench.store.recordOutcomes([plans[0].outcome(.sent)])
                == [.released([plans[1].id])])
        let denial = Denial(
            kind: "mail", pattern: try AddressPattern("*@example.org"), by: 0, since: noon)
        try await bench.store.addDenial(denial, by: Bench.root)
        _ = try await bench.store.denials()
        _ = try await bench.store.removeDenial(
            kind: nil, pattern: denial.pattern, by: Bench.root)
    }

    /// Asks the store everything there is to ask.
    private func useEverything(_ bench: Bench) async throws {
        let store = bench.store
        let schedule = try await bench.apply(.sample("backup", notifications: [.sample("mail")]))
        let key = schedule.key
        let run = try await bench.run(schedule, at: noon)
        try await store.setNotifications(ofRun: run.uid, [.sample("chat")], by: Bench.alice)
        for list in [[.sample("team")], [.sample("chat")], []] as [[Notification]] {
            try await store.setNotifications(ofProject: .defaultProject, list, by: Bench.root)
            _ = try await store.notifications(of: key, by: Bench.alice)
        }
        _ = try await store.notifications(ofRun: run.uid, by: Bench.alice)
        _ = try await store.notifications(ofProject: .defaultProject, by: Bench.root)
        _ = try await store.createDueRuns(
            [bench.due(schedule, noon + .seconds(1))], launcher: "l1", now: noon)
        _ = try await store.recordStarted([StartedRun(uid: run.uid, at: noon)])
        _ = try await store.unfinishedRuns()
        _ = try await store.setResults(["accuracy": 1], of: run.uid, now: noon)
        _ = try await store.user(ofRun: run.uid)
        let completion = Completion(
            uid: run.uid, attempt: 1, outcome: .failure, startedAt: nil, endedAt: noon)
        let tell = try #require(try await store.completeRuns([completion])[0].tell)
        _ = try await store.pendingEvents(after: tell.event.id, limit: 9)
        let delivery = try #require(try await bench.plan(tell).first)
        try await useLanes(bench, tell)
        _ = try await store.dueDeliveries(until: noon, limit: 9)
        _ = try await store.nextDeliveryDue(after: noon)
        _ = try await store.recordOutcomes([
            delivery.outcome(.failed, attempt: .sample(100)), delivery.outcome(.sent),
        ])
        for subject in [.run(run.uid), .schedule(key)] as [MemoryKey.Subject] {
            let memory = ChannelMemory(MemoryKey(subject, place: "p"), "v")
            _ = try await store.recordOutcomes([delivery.outcome(.sent, memory: memory)])
            _ = try await store.memory(MemoryKey(subject, place: "p"), of: delivery.id)
        }
        _ = try await store.retryDelivery(delivery.id, reason: "", by: Bench.alice, now: noon)
        _ = try await store.cancelDelivery(delivery.id, reason: "", by: Bench.alice, now: noon)
        _ = try await store.delivery(delivery.id, by: Bench.alice)
        _ = try await store.resend(run: run.uid, by: Bench.alice, now: noon)
        _ = try await store.counts()
        _ = try await store.schedules()
        _ = try await store.createManualRun(
            key, uid: bench.uid(), launcher: "l1", by: Bench.alice, now: noon)
        for caller in [Bench.alice, Bench.root] {
            for project in [nil, .defaultProject] as [Name?] {
                _ = try await store.listSchedules(
                    project: project, by: caller, after: key, limit: 9)
                _ = try await store.listNotifications(
                    project: project, by: caller, after: key, limit: 9)
                for state in [nil] + RunState.allCases {
                    for name in [nil, key.name] {
                        let filter = RunFilter(project: project, schedule: name, state: state)
                        _ = try await store.listRuns(filter, by: caller, after: run.uid, limit: 9)
                    }
                }
                for state in [nil] + DeliveryState.allCases {
                    for uid in [nil, run.uid] {
                        let filter = DeliveryFilter(project: project, run: uid, state: state)
                        _ = try await store.deliveries(
                            filter, by: caller, after: delivery.id, limit: 9)
                    }
                }
            }
        }
        _ = try await store.runWithDefinition(run.uid, by: Bench.alice)
        _ = try await store.schedule(key, by: Bench.alice)
        let paused = try await store.setPause(
            Pause(at: noon, until: noon, by: Owner(uid: 1000)), of: key, by: Bench.alice, now: noon)
        _ = try await store.endPauses(of: [paused.id], now: noon)
        _ = try await store.backfill(
            key, [noon + .seconds(-60)], repeating: false, isDryRun: false, by: Bench.alice,
            now: noon)
        _ = try await store.account(of: paused.id, at: noon)
        _ = try await store.backfills(of: paused.id, at: noon)
        _ = try await store.attempts(of: run.uid)
        _ = try await store.noteStart(boot: "b1", now: noon)
        _ = try await store.createBootRuns([], boot: "b2", launcher: "l1", now: noon)
        _ = try await store.record(Interruption(kind: .suspended, from: noon, until: noon))
        _ = try await store.interruptions(from: noon, until: noon)
        _ = try await store.assignRuns([run.uid], to: nil)
        _ = try await store.skipRuns([run.uid], reason: .limit, message: "", now: noon)
        _ = try await store.setNotifications(key, [], by: Bench.alice)
        let draft = NotifierDraft(
            name: "on-call",
            configuration: ChannelConfiguration(
                kind: "webhook", secretParameters: ["url": "http://127.0.0.1:1/"]))
        for replacing in [false, true] {
            try await store.addNotifier(draft, replacing: replacing, by: Bench.alice, now: noon)
        }
        for caller in [Bench.alice, Bench.root] {
            _ = try await store.listNotifiers(by: caller, after: "a", limit: 9)
        }
        _ = try await store.notifier("on-call", by: Bench.alice)
        _ = try await store.notifiers(named: ["on-call"])
        _ = try await store.notifierNames(usableBy: Owner(uid: 1000))
        try await store.setDisablement(nil, ofNotifier: "on-call", by: Bench.alice)
        try await store.removeNotifier("on-call", force: false, by: Bench.alice)
        try await bench.apply(.sample("backup", when: "@daily"))
        _ = try await store.deleteSchedule(key, by: Bench.alice, now: noon)
    }
}
