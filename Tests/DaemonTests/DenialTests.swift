import Control
import Daemon
import Domain
import Formats
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes)))
struct DenialTests {
    private func hook(_ url: String) -> JSONObject {
        [
            "notifications": [
                [
                    "name": "hook", "kind": "webhook", "when": ["completed", "error"],
                    "params": ["url": .string(url)],
                ]
            ]
        ]
    }

    /// The first delivery that is in a final state, once there is one.
    private func ended(_ daemon: TestDaemon, _ start: () async throws -> Void) async throws
        -> JSONValue?
    {
        let watch = try await daemon.client().watch()
        try await start()
        return try await watch.first { $0["event"]?["delivery"] != nil }?["event"]?["delivery"]
    }

    @Test func `an address is denied, listed, and allowed again`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let server = try LoopbackServer()
            for reason in ["first", "bounced"] {
                try await client.call(
                    "AddDenial",
                    ["address": "127.0.0.*", "kind": "webhook", "reason": .string(reason)])
            }
            try await client.call("AddDenial", ["address": "*@Example.org"])
            let listed = try await client.call("ListDenials")["denials"]?.array ?? []
            #expect(listed.map { $0["address"] } == ["*@example.org", "127.0.0.*"])
            #expect(listed[0]["kind"] == nil && listed[0]["reason"] == nil)
            #expect(listed[1]["kind"] == "webhook" && listed[1]["reason"] == "bounced")
            #expect(listed[1]["by"]?.string?.isEmpty == false)

            try await client.apply(schedule("job", "true", hook(server.url("/x"))))
            let denied = try await ended(daemon) { _ = try await client.start("job") }
            #expect(denied?["state"] == "suppressed")
            let reason = denied?["reason"]?.string ?? ""
            #expect(reason.hasPrefix("127.0.0.1 is denied since ") && reason.hasSuffix(": bounced"))
            #expect(server.count == 0)

            let denial: JSONObject = ["address": "127.0.0.*", "kind": "webhook"]
            #expect(try await client.call("RemoveDenial", denial)["removed"] == true)
            #expect(try await client.call("RemoveDenial", denial)["removed"] == false)
            try await client.call("RetryDelivery", ["delivery": denied?["id"] ?? ""])
            #expect(await server.received(1).first?.path == "/x")
        }
    }

    @Test func `denials outlive a restart`() async throws {
        let folder = ScratchDirectory()
        let settings = TestDaemon.settings(in: folder)
        let server = try LoopbackServer()
        let first = try await TestDaemon(settings)
        let client = try await first.client()
        try await client.call("AddDenial", ["address": "127.0.0.1"])
        try await client.apply(schedule("job", "true", hook(server.url())))
        try await first.end()
        let second = try await TestDaemon(settings)
        let denied = try await ended(second) {
            _ = try await second.client().start("job")
        }
        #expect(denied?["state"] == "suppressed")
        #expect(server.count == 0)
        try await second.end()
    }

    @Test func `what is no address is refused, and others than administrators are`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            for (parameters, path) in [
                (["address": ""], "address"), (["address": "a b"], "address"),
                (["address": "a", "kind": "pigeon"], "kind"),
            ] as [(JSONObject, String)] {
                #expect(try await client.refusal("AddDenial", parameters).paths == [path])
                #expect(try await client.refusal("RemoveDenial", parameters).paths == [path])
            }
            daemon.act(as: TestDaemon.stranger)
            let other = try await daemon.client()
            for (method, parameters) in [
                ("AddDenial", ["address": "a"]), ("RemoveDenial", ["address": "a"]),
                ("ListDenials", [:]),
            ] as [(String, JSONObject)] {
                #expect(try await other.refusal(method, parameters).name == "NotPermitted")
            }
        }
    }

    @Test(arguments: [false, true])
    func `users who are no administrators reach this machine only where that is allowed`(
        allowed: Bool
    ) async throws {
        try await TestDaemon.with {
            if allowed, let range = NetworkRange("127.0.0.0/8") {
                $0.privateAddresses = .ranges([range])
            }
        } _: { daemon in
            let server = try LoopbackServer()
            daemon.act(as: TestDaemon.stranger)
            let client = try await daemon.client()
            try await client.apply(schedule("job", "true", hook(server.url())))
            let delivery = try await ended(daemon) { _ = try await client.start("job") }
            #expect(delivery?["state"] == (allowed ? "sent" : "failed"))
            #expect(
                (delivery?["reason"]?.string?.contains("a loopback address") == true) == !allowed,
                "\(delivery ?? .null)")
            #expect(server.connections == (allowed ? 1 : 0))
        }
    }
}
