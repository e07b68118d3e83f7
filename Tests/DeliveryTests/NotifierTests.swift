import Delivery
import Domain
import Formats
import Persistence
import Platform
import TestKit
import Testing

/// Notifications that use a notifier go where it leads when they are sent.
struct NotifierTests {
    private static func use(_ name: String) throws -> Notification {
        Notification(name: try Name("n"), target: .notifier(try Name(name)))
    }

    private func add(
        _ bench: CourierBench, to host: String, replacing: Bool = false, shared: Bool? = nil,
        by caller: Caller = CourierBench.root
    ) async throws {
        try await bench.store.addNotifier(
            NotifierDraft(
                name: try Name("on-call"),
                configuration: ChannelConfiguration(
                    kind: "recording", parameters: ["to": .string(host)]), isShared: shared),
            replacing: replacing, by: caller, now: bench.time.wall)
    }

    private func setDisabled(_ bench: CourierBench, _ reason: String?) async throws {
        let at = bench.time.wall
        try await bench.store.setDisablement(
            reason.map { Notifier.Disablement(at: at, reason: $0) },
            ofNotifier: try Name("on-call"), by: CourierBench.root)
    }

    @Test func `a notification goes to its notifier, whose kind the delivery has`() async throws {
        let bench = try CourierBench()
        try await add(bench, to: "a")
        let performer = ScriptedPerformer()
        let courier = bench.courier(performer)
        try await running(courier) {
            await courier.enqueue(try await bench.events([Self.use("on-call")]))
            let ended = await bench.ended(1)
            #expect(ended.map(\.state) == [.sent])
            #expect(ended.map(\.kind) == ["recording"])
        }
        #expect(performer.received.map(\.host) == ["a"])
    }

    @Test func `what is not sent yet goes where a changed one leads`() async throws {
        let bench = try CourierBench()
        try await add(bench, to: "a")
        let performer = ScriptedPerformer { received, _ in
            received.host == "a" ? .status(500) : .status(204)
        }
        let courier = bench.courier(performer)
        try await running(courier) {
            await courier.enqueue(try await bench.events([Self.use("on-call")]))
            await performer.received(1)
            try await add(bench, to: "b", replacing: true)
            await bench.time.passing { await bench.ended(1) }
        }
        #expect(performer.received.map(\.host) == ["a", "b"])
        #expect(try await bench.deliveries().map(\.state) == [.sent])
    }

    @Test func `one that changes while its turn is awaited waits for the other's turn`()
        async throws
    {
        let bench = try CourierBench()
        try await add(bench, to: "a")
        let performer = ScriptedPerformer { received, index in
            received.host == "a" && index == 0 ? .hang() : .status(204)
        }
        let courier = bench.courier(performer) { limits in
            limits.destinations.firstWindow = 1
            limits.destinations.widestWindow = 1
        }
        try await running(courier) {
            await courier.enqueue(try await bench.events([.to("a")]))
            await performer.received(1)
            await courier.enqueue(try await bench.events([Self.use("on-call")]))
            while await courier.status.queued == 0 { await Task.yield() }
            try await add(bench, to: "b", replacing: true)
            performer.release()
            await bench.time.passing { await bench.ended(2) }
        }
        #expect(performer.received.map(\.host) == ["a", "b"])
        let states = try await bench.deliveries()
        #expect(states.allSatisfy { $0.state == .sent && $0.attempts == 1 })
    }

    @Test func `through a disabled one nothing is sent, and the reason is told`() async throws {
        let bench = try CourierBench()
        try await add(bench, to: "a")
        try await setDisabled(bench, "on holiday")
        let performer = ScriptedPerformer()
        let courier = bench.courier(performer)
        try await running(courier) {
            await courier.enqueue(try await bench.events([Self.use("on-call")]))
            let ended = await bench.ended(1)
            #expect(ended.map(\.state) == [.suppressed])
            #expect(ended.map(\.kind) == ["recording"])
            #expect(ended.map(\.reason) == ["the notifier on-call is disabled: on holiday"])
            try await setDisabled(bench, nil)
            await courier.enqueue(try await bench.events([Self.use("on-call")]))
            #expect(await bench.ended(2).map(\.state) == [.suppressed, .sent])
        }
        #expect(performer.count == 1)
        #expect(try await bench.store.counts().oldestPendingSince == nil)
    }

    @Test func `one that is disabled before a retry suppresses it`() async throws {
        let bench = try CourierBench()
        try await add(bench, to: "a")
        let performer = ScriptedPerformer { _, _ in .status(500) }
        let courier = bench.courier(performer)
        try await running(courier) {
            await courier.enqueue(try await bench.events([Self.use("on-call")]))
            await performer.received(1)
            try await setDisabled(bench, "")
            await bench.time.passing { await bench.ended(1) }
        }
        let deliveries = try await bench.deliveries()
        #expect(deliveries.map(\.state) == [.suppressed])
        #expect(deliveries.map(\.reason) == ["the notifier on-call is disabled"])
        #expect(performer.count == 1)
    }

    @Test func `one that is not there, or somebody else's, fails with the reason`() async throws {
        let bench = try CourierBench()
        try await add(bench, to: "a", by: Caller(uid: 1000, isAdministrator: false))
        let courier = bench.courier(ScriptedPerformer())
        try await running(courier) {
            await courier.enqueue(try await bench.events([Self.use("none")]))
            await bench.ended(1)
            await courier.enqueue(try await bench.events([Self.use("on-call")]))
            let ended = await bench.ended(2)
            #expect(ended.map(\.state) == [.failed, .failed])
            #expect(ended[0].kind == "notifier")
            #expect(
                ended.map(\.reason) == [
                    "there is no notifier none: add it, and send anew",
                    "the notifier on-call belongs to user 1000, and is not shared: use another one",
                ])
        }
    }

    @Test func `a shared one is everybody's`() async throws {
        let bench = try CourierBench()
        try await add(bench, to: "a", shared: true, by: Caller(uid: 7, isAdministrator: true))
        let courier = bench.courier(ScriptedPerformer())
        try await running(courier) {
            await courier.enqueue(try await bench.events([Self.use("on-call")]))
            #expect(await bench.ended(1).map(\.state) == [.sent])
        }
    }

    @Test func `what could not be read of the store is planned when it can be`() async throws {
        let bench = try CourierBench()
        try await add(bench, to: "a")
        let courier = bench.courier(ScriptedPerformer())
        try await running(courier) {
            await courier.enqueue(try await bench.events([.to("b")]))
            await bench.ended(1)
            let events = try await bench.events([Self.use("on-call")])
            bench.outbox.setFailing(reads: true)
            await courier.enqueue(events)
            await bench.outbox.failed(1)
            bench.outbox.setFailing()
            await bench.time.passing { await bench.ended(2) }
        }
        #expect(try await bench.deliveries().map(\.state) == [.sent, .sent])
    }
}
