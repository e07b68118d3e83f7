import Channels
import Delivery
import Domain
import Formats
import Persistence
import Platform
import TestKit
import Testing

/// Messages and the log that they link to, which is collected first.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct LogCollectionTests {
    private static let place = "s3.example"

    private static func collecting(
        _ name: String = "log", at place: String = place, condition: String = "",
        acl: String = "public-read"
    ) throws -> Notification {
        Notification(
            name: try Name(name), kind: "log_collect", condition: condition,
            parameters: [
                "bucket": "logs", "endpoint": .string("http://\(place)"), "acl": .string(acl),
                "access_key": "AKIDEXAMPLE",
            ], secretParameters: ["secret_key": "hidden-secret-key"])
    }

    private static func told(_ message: String = "", name: String = "n") throws -> Notification {
        Notification(
            name: try Name(name), kind: "recording", message: message,
            parameters: ["to": "chat.example"])
    }

    private static func link(_ bench: CourierBench) throws -> String {
        let run = try #require(bench.ended.first?.run)
        return "http://s3.example/logs/default/schedule-0/\(run).log"
    }

    /// Waits for the log's end, and lets time pass only then: before, it would pass at once.
    private func both(_ bench: CourierBench, of count: Int = 2) async throws {
        await bench.ended(count - 1)
        await bench.time.passing { await bench.ended(count) }
    }

    @Test func `a message waits for the log, and links to it`() async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { received, _ in
            received.host == Self.place ? .hang(then: 200) : .status(204)
        }
        let courier = bench.courier(performer)
        try await running(courier) {
            await courier.enqueue(try await bench.events([Self.told(), Self.collecting()]))
            await performer.received(1)
            await bench.settled(courier, inFlight: 1)
            #expect(performer.received.map(\.host) == [Self.place])
            let waiting = try await bench.deliveries(.pending).first { !$0.collectsLog }
            #expect(waiting?.reason == "waits for the run's log to be collected")
            performer.release()
            try await both(bench)
        }
        #expect(bench.ended.map(\.kind) == ["log_collect", "recording"])
        let link = try Self.link(bench)
        #expect(
            performer.received.last?.text
                == "Run failed: schedule-0 (exit status 2)\nLog: \(link)")
        #expect(bench.ended.allSatisfy { $0.state == .sent && $0.reason.isEmpty })
        #expect(bench.ended.allSatisfy { $0.attempts == 1 })
        #expect(bench.time.wall - bench.ended[0].createdAt < .seconds(60))
    }

    @Test func `a private log has a link that is signed for each message`() async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer()
        let courier = bench.courier(performer)
        try await running(courier) {
            let told = try Self.told("look at {{ links.log }}")
            await courier.enqueue(try await bench.events([Self.collecting(acl: "private"), told]))
            try await both(bench)
        }
        let text = try #require(performer.received.last?.text)
        #expect(text.hasPrefix("Run failed: look at \(try Self.link(bench))?X-Amz-Algorithm="))
        #expect(text.contains("&X-Amz-Signature=") && !text.contains("hidden-secret-key"))
        #expect(!text.contains("\nLog: "))
    }

    @Test func `what is sent once more alone links to the log of the first time`() async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer()
        let courier = bench.courier(performer)
        try await running(courier) {
            await courier.enqueue(try await bench.events([Self.told(), Self.collecting()]))
            try await both(bench)
            let first = bench.ended[1]
            await courier.enqueue(
                try await bench.store.resend(
                    run: #require(first.run), notification: first.id.notification,
                    by: CourierBench.root, now: bench.time.wall))
            await bench.ended(3)
        }
        #expect(performer.received.map(\.host) == [Self.place, "chat.example", "chat.example"])
        #expect(performer.received[1].text.hasSuffix("\nLog: \(try Self.link(bench))"))
        #expect(performer.received[2].text == performer.received[1].text)
    }

    @Test func `what does not show the link does not wait`() async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { received, _ in
            received.host == Self.place ? .hang(then: 200) : .status(204)
        }
        let courier = bench.courier(performer)
        try await running(courier) {
            await courier.enqueue(
                try await bench.events([Self.collecting(), Self.told("it failed")]))
            await bench.ended(1)
            performer.release()
            await bench.ended(2)
        }
        #expect(bench.ended.map(\.kind) == ["recording", "log_collect"])
        #expect(performer.received.contains { $0.text == "Run failed: it failed" })
    }

    @Test func `a collection that has failed holds nobody up, and the message says so`()
        async throws
    {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { received, _ in
            received.host == Self.place ? .status(403, body: "no") : .status(204)
        }
        let courier = bench.courier(performer)
        try await running(courier) {
            await courier.enqueue(try await bench.events([Self.told(), Self.collecting()]))
            try await both(bench)
        }
        let ended = bench.ended
        #expect(ended.map(\.state) == [.failed, .sent])
        #expect(ended[0].reason == "s3.example:80 answered 403: no")
        #expect(
            performer.received.last?.text.hasSuffix(
                "\nNo log: s3.example:80 answered 403: no") == true)
        #expect(
            ended[1].reason == "sent without a link to the log: s3.example:80 answered 403: no")
        #expect(bench.time.wall - ended[0].createdAt < .seconds(60))
    }

    @Test func `nobody waits longer than a minute`() async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { received, _ in
            received.host == Self.place ? .hang(then: 200) : .status(204)
        }
        let courier = bench.courier(performer)
        try await running(courier) {
            await courier.enqueue(try await bench.events([Self.told(), Self.collecting()]))
            let ended = await bench.time.passing { await bench.ended(1) }
            #expect(ended.map(\.kind) == ["recording"])
            #expect(bench.time.wall - ended[0].createdAt >= .seconds(60))
            #expect(bench.time.wall - ended[0].createdAt < .seconds(62))
            performer.release()
            await bench.ended(2)
        }
        #expect(
            performer.received.last?.text.hasSuffix("\nNo log: it is not collected yet") == true)
    }

    @Test func `a log that its condition keeps back is no log that is missing`() async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer()
        let courier = bench.courier(performer)
        try await running(courier) {
            await courier.enqueue(
                try await bench.events([Self.told(), Self.collecting(condition: "no")]))
            await bench.ended(2)
        }
        #expect(performer.received.map(\.text) == ["Run failed: schedule-0 (exit status 2)"])
    }

    @Test func `of several collections the last one that ends sets the message free`() async throws
    {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { received, _ in
            switch received.host {
            case Self.place: .hang(then: 200)
            case "other.example": .status(403)
            default: .status(204)
            }
        }
        let courier = bench.courier(performer)
        try await running(courier) {
            await courier.enqueue(
                try await bench.events([
                    Self.collecting("a", at: "other.example"), Self.collecting("b"), Self.told(),
                ]))
            await bench.ended(1)
            await bench.settled(courier, inFlight: 1)
            #expect(try await bench.deliveries(.pending).count == 2)
            performer.release()
            try await both(bench, of: 3)
        }
        #expect(performer.received.last?.text.contains("\nLog: http://s3.example/") == true)
    }

    @Test func `a collection that is cancelled sets the message free`() async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { received, _ in
            received.host == Self.place ? .status(500) : .status(204)
        }
        let courier = bench.courier(performer)
        try await running(courier) {
            await courier.enqueue(try await bench.events([Self.collecting(), Self.told()]))
            await bench.outbox.recorded(1)
            let log = try #require(try await bench.deliveries(.pending).first(where: \.collectsLog))
            try await bench.cancel(log.id, with: courier)
            try await both(bench)
        }
        #expect(bench.time.wall - bench.ended[0].createdAt < .seconds(60))
        #expect(performer.received.last?.text == "Run failed: schedule-0 (exit status 2)")
    }

    @Test func `a process that starts in between keeps the order`() async throws {
        let bench = try CourierBench()
        let event = try await bench.events([Self.told(), Self.collecting()])[0]
        let now = bench.time.wall
        let planned = event.notifications.map { notification in
            Delivery(
                id: DeliveryID(event: event.event.id, notification: notification.name),
                run: event.event.run, key: event.event.key, kind: notification.kind,
                state: .pending, createdAt: now,
                nextAttemptAt: notification.kind == "recording" ? now + .seconds(60) : now)
        }
        try await bench.store.planDeliveries([
            DeliveryPlan(event: event.event.id, deliveries: planned)
        ])
        let performer = ScriptedPerformer()
        let courier = bench.courier(performer)
        try await running(courier) { try await both(bench) }
        #expect(performer.received.map(\.host) == [Self.place, "chat.example"])
        #expect(performer.received.last?.text.contains("\nLog: http://s3.example/") == true)
    }

    @Test func `a message that is tried again keeps its link`() async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { received, index in
            received.host == Self.place || index > 2 ? .status(200) : .status(503)
        }
        let courier = bench.courier(performer)
        try await running(courier) {
            await courier.enqueue(try await bench.events([Self.collecting(), Self.told()]))
            try await both(bench)
        }
        let texts = performer.received.filter { $0.host == "chat.example" }.map(\.text)
        #expect(texts.count == 3 && Set(texts).count == 1)
        #expect(texts.first?.contains("\nLog: http://s3.example/") == true)
    }
}
