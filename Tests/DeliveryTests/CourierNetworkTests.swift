import Delivery
import Domain
import Formats
import Persistence
import Platform
import TestKit
import Testing
import Transport

/// The whole way: store, courier, libcurl, and a receiver that misbehaves.
struct CourierNetworkTests {
    private static func performer() throws -> ChannelPerformer {
        ChannelPerformer(transport: try HTTPTransport(version: "0"), log: Log { _, _ in })
    }

    @Test(arguments: [
        LoopbackAnswer.status(500, "broken"), .reset, .close, .resetInTheMiddle,
        .closeInTheMiddle, .raw(Array("nonsense\r\n\r\n".utf8)),
    ])
    func `every delivery arrives although the receiver misbehaves`(
        answer: LoopbackAnswer
    ) async throws {
        let bench = try CourierBench()
        let server = try LoopbackServer { _, index in index % 3 == 0 ? answer : .status(204) }
        let courier = bench.courier(try Self.performer())
        try await running(courier) {
            await courier.enqueue(try await bench.events([.webhook(server.url())], runs: 30))
            await bench.time.passing { await bench.ended(30) }
        }
        #expect(bench.ended.allSatisfy { $0.state == .sent })
        let received = server.requests.compactMap { $0.header("webhook-id") }
        #expect(Set(received).count == 30)
        // libcurl itself repeats what an old connection took and did not answer.
        #expect(received.count >= bench.ended.map { Int($0.attempts) }.reduce(0, +))
    }

    @Test func `a receiver that hangs delays only its own`() async throws {
        let bench = try CourierBench()
        let hanging = try LoopbackServer { _, index in index < 4 ? .hang : .status(204) }
        let healthy = try LoopbackServer()
        let courier = bench.courier(try Self.performer())
        try await running(courier) {
            await courier.enqueue(try await bench.events([.webhook(hanging.url())], runs: 10))
            await hanging.received(4)
            await courier.enqueue(try await bench.events([.webhook(healthy.url())], runs: 100))
            let ended = await bench.ended(100)
            #expect(ended.allSatisfy { $0.state == .sent })
            #expect(hanging.count == 4)
            hanging.release()
            await bench.ended(110)
        }
        #expect(Set(hanging.requests.compactMap { $0.header("webhook-id") }).count == 10)
    }

    @Test func `a pause that a receiver asks for is kept`() async throws {
        let bench = try CourierBench()
        let server = try LoopbackServer(
            .reply(status: 503, headers: ["Retry-After": "120"]), then: .status(200))
        let courier = bench.courier(try Self.performer()) { $0.destinations.firstWindow = 1 }
        let began = bench.time.wall
        try await running(courier) {
            await courier.enqueue(try await bench.events([.webhook(server.url())], runs: 5))
            await bench.time.passing { await bench.ended(5) }
        }
        #expect(bench.time.wall - began >= .seconds(120))
        #expect(server.count == 6)
    }

    @Test func `a refused connection is told with its reason, and tried again`() async throws {
        let bench = try CourierBench()
        let refusing = try RefusingPort()
        let url = "http://127.0.0.1:\(refusing.port)/secret-path"
        let retry = RetryPolicy(
            first: .seconds(5), longest: .seconds(60), giveUpAfter: .seconds(300))
        let courier = bench.courier(try Self.performer(), retry: retry)
        try await running(courier) {
            await courier.enqueue(try await bench.events([.webhook(url)]))
            let ended = await bench.time.passing { await bench.ended(1)[0] }
            #expect(ended.state == .failed)
            #expect(ended.reason.contains("127.0.0.1:\(refusing.port)"))
        }
        #expect(!bench.lines.isEmpty)
        #expect(bench.lines.allSatisfy { !$0.contains("secret-path") })
    }

    @Test func `what is meant for the log is written there`() async throws {
        let bench = try CourierBench()
        let lines = Lines()
        let performer = ChannelPerformer(
            transport: try HTTPTransport(version: "0"), log: Log { lines.append("\($0): \($1)") })
        let courier = bench.courier(performer)
        var notification = Notification.to("a")
        notification.target = .channel(ChannelConfiguration(kind: "console"))
        notification.severity = .warning
        try await running(courier) {
            await courier.enqueue(try await bench.events([notification]))
            await bench.ended(1)
        }
        #expect(lines.all.first?.hasPrefix("warning: [warning] Run failed: schedule-0") == true)
    }
}
