import Channels
import Domain
import Formats
import TestKit
import Testing
import Transport

/// Requests of those who may not reach every address.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct ReachTests {
    private static let outside = NetworkReach.outside(also: [])
    private let transport: HTTPTransport

    init() throws { transport = try HTTPTransport() }

    private func send(
        _ url: String, _ reach: NetworkReach, redirects: HTTPRedirects = .refused
    ) async throws -> Result<HTTPReply, TransportFailure> {
        var request = HTTPRequest(url: try HTTPAddress(url), redirects: redirects)
        request.reach = reach
        return await transport.send(request)
    }

    private func failure(_ result: Result<HTTPReply, TransportFailure>) -> TransportFailure? {
        if case .failure(let failure) = result { failure } else { nil }
    }

    @Test(arguments: ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0.0.0.0"])
    func `whatever name leads to this machine, no connection is made`(host: String) async throws {
        let server = try LoopbackServer()
        let result = try await send("http://\(host):\(server.port)/", Self.outside)
        let found = try #require(failure(result))
        #expect(found.kind == .forbidden, "\(found)")
        #expect(found.message.hasPrefix("\(host):\(server.port) is at "), "\(found)")
        #expect(found.message.contains("delivery.allow_private_addresses"), "\(found)")
        #expect(server.connections == 0)
    }

    @Test func `what is allowed is reached, and a name by those of its addresses that are`()
        async throws
    {
        let server = try LoopbackServer()
        let allowed = NetworkReach.outside(also: [try #require(NetworkRange("127.0.0.1"))])
        for host in ["127.0.0.1", "localhost"] {
            let reply = try await send("http://\(host):\(server.port)/", allowed).get()
            #expect(reply.status == 204)
        }
    }

    @Test func `a connection that somebody else has made is not used`() async throws {
        let server = try LoopbackServer()
        let url = server.url()
        #expect(try await send(url, .everywhere).get().status == 204)
        #expect(failure(try await send(url, Self.outside))?.kind == .forbidden)
        #expect(server.count == 1)
        let allowed = NetworkReach.outside(also: [try #require(NetworkRange("127.0.0.0/8"))])
        #expect(try await send(url, allowed).get().status == 204)
    }

    @Test func `an address that is allowed and does not answer is tried again`() async throws {
        let refusing = try RefusingPort()
        let allowed = NetworkReach.outside(also: [try #require(NetworkRange("127.0.0.1"))])
        let result = try await send("http://localhost:\(refusing.port)/", allowed)
        #expect(failure(result)?.kind == .connect)
    }

    @Test func `a redirect leads no further than its request`() async throws {
        let inner = try LoopbackServer()
        let port = inner.port
        let outer = try LoopbackServer(
            .reply(status: 307, headers: ["Location": "http://127.0.0.2:\(port)/secret"]))
        let allowed = NetworkReach.outside(also: [try #require(NetworkRange("127.0.0.1"))])
        let result = try await send(outer.url(), allowed, redirects: .followed(keeping: []))
        let found = try #require(failure(result))
        #expect(found.kind == .forbidden && found.message.contains("127.0.0.2"), "\(found)")
        #expect(inner.connections == 0 && outer.count == 1)
    }

    @Test func `a mail server is held to the same`() async throws {
        let server = try LoopbackServer()
        var request = try ChannelSample.mailRequest([
            "to": "ops@example.org", "from": "me@example.org",
            "server": .string("127.0.0.1:\(server.port)"), "tls": "none",
        ])
        request.reach = Self.outside
        guard case .failed(let found) = await MailTransport().send(request) else {
            Issue.record("it was sent")
            return
        }
        #expect(found.kind == .forbidden, "\(found)")
        #expect(server.connections == 0)
    }
}
