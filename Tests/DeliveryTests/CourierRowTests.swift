import Channels
import Delivery
import Domain
import Formats
import Persistence
import Platform
import TestKit
import Testing

struct CourierRowTests {
    @Test func `an unknown kind ends as failed, with the known ones`() async throws {
        let bench = try CourierBench()
        let courier = bench.courier(ScriptedPerformer())
        var notification = Notification.to("a", name: "bird")
        notification.target = .channel(ChannelConfiguration(kind: "pigeon"))
        try await running(courier) {
            await courier.enqueue(try await bench.events([notification, .to("a")]))
            let ended = await bench.ended(2)
            #expect(ended.map(\.state) == [.failed, .sent])
            let kinds = ChannelTable.declarations.map(\.kind).joined(separator: ", ")
            #expect(
                ended[0].reason
                    == "the notification bird of the kind pigeon cannot be sent: kind: there is no such "
                    + "kind of channel; the kinds are \(kinds)")
        }
        #expect(try await bench.store.counts().oldestPendingSince == nil)
    }

    @Test func `parameters that cannot be used end as failed`() async throws {
        let bench = try CourierBench()
        let courier = bench.courier(ScriptedPerformer())
        var notification = Notification.to("a")
        notification.target = .channel(
            ChannelConfiguration(kind: notification.kind, parameters: ["too": "a"]))
        try await running(courier) {
            await courier.enqueue(try await bench.events([notification]))
            let ended = await bench.ended(1)
            #expect(ended[0].state == .failed)
            #expect(
                ended[0].reason
                    == "the notification n of the kind recording cannot be sent: to: is missing")
        }
    }

    @Test func `rows that cannot be read end as failed, and hold up no other`() async throws {
        let bench = try CourierBench()
        let events = try await bench.events([.to("a")], runs: 4)
        let planned = events.prefix(2).map { $0.event }
        try await bench.store.planDeliveries(
            planned.map { event in
                let id = DeliveryID(event: event.id, notification: events[0].notifications[0].name)
                return DeliveryPlan(
                    event: event.id,
                    deliveries: [
                        Delivery(
                            id: id, run: event.run, key: event.key, kind: "recording",
                            state: .pending, createdAt: event.at, nextAttemptAt: event.at)
                    ])
            })
        await bench.store.close()
        // One with a delivery, one without.
        let poisoned = "('\(events[0].event.id)', '\(events[2].event.id)')"
        let program = """
            import sqlite3, sys
            with sqlite3.connect(sys.argv[1]) as store:
                store.execute("UPDATE event SET snapshot = '{broken' WHERE uid IN \(poisoned)")
            """
        #expect(
            try PeerProcess.run(["python3", "-c", program, bench.folder.path + "/state.db"]).status
                == 0)

        let store = try Store.open(directory: bench.folder.path, log: Log { _, _ in })
        let courier = bench.courier(ScriptedPerformer(), outbox: store)
        try await running(courier) {
            await bench.ended(2)
            while try await store.counts().oldestPendingSince != nil { await Task.yield() }
        }
        let all = try await store.deliveries(by: CourierBench.root, limit: 10)
        #expect(all.count { $0.state == .sent } == 2)
        #expect(all.count { $0.state == .failed && $0.reason.contains("cannot be read") } == 2)
        await store.close()
    }
}
