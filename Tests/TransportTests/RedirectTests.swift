import Channels
import TestKit
import Testing
import Transport

/// Redirects, for those who ask for them.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct RedirectTests {
    private let transport: HTTPTransport

    init() throws { transport = try HTTPTransport() }

    private func request(_ url: String) throws -> HTTPRequest {
        HTTPRequest(
            url: try HTTPAddress(url), method: .put,
            headers: [
                .init("Content-Type", "text/plain"), .init("Authorization", "Bearer hidden"),
                .init("X-Key", "hidden"),
            ], body: Array("body".utf8), redirects: .followed(keeping: ["content-type"]))
    }

    @Test(arguments: [301, 302, 307, 308])
    func `method, body and header fields come along within an origin`(status: Int) async throws {
        let server = try LoopbackServer(
            .reply(status: status, headers: ["Location": "../other?a=b"]))
        let reply = try await transport.send(request(server.url("/x/first"))).get()
        #expect(reply.status == 204)
        let second = try #require(server.requests.last)
        #expect(server.count == 2 && second.path == "/other?a=b")
        #expect(second.method == "PUT" && second.text == "body")
        #expect(second.header("authorization") == "Bearer hidden")
        #expect(second.header("x-key") == "hidden")
    }

    @Test func `another origin gets no header field that may be secret`() async throws {
        let other = try LoopbackServer()
        let first = try LoopbackServer(.reply(status: 307, headers: ["Location": other.url("/o")]))
        #expect(try await transport.send(request(first.url())).get().status == 204)
        let received = try #require(other.requests.first)
        #expect(received.method == "PUT" && received.text == "body")
        #expect(received.header("content-type") == "text/plain")
        #expect(received.header("authorization") == nil && received.header("x-key") == nil)
    }

    @Test func `303 and what leads nowhere are answers`() async throws {
        let server = try LoopbackServer(
            .reply(status: 303, headers: ["Location": "/see"]), .status(302),
            .reply(status: 302, headers: ["Location": "file:///etc/passwd"]))
        for status in [303, 302, 302] {
            #expect(try await transport.send(request(server.url())).get().status == status)
        }
        #expect(server.count == 3)
    }

    @Test func `a circle ends`() async throws {
        let server = try LoopbackServer(
            then: .reply(status: 308, headers: ["Location": "/again"]))
        guard case .failure(let failure) = try await transport.send(request(server.url())) else {
            Issue.record("it did not fail")
            return
        }
        #expect(failure.kind == .forbidden && failure.message.contains("more than 5 times"))
        #expect(server.count == 6)
    }

    @Test func `encryption is not given up on the way`() throws {
        let secure = HTTPRequest(
            url: try HTTPAddress("https://a.example/"), redirects: .followed(keeping: []))
        let error = #expect(throws: TransportFailure.self) {
            try secure.redirected(to: try HTTPAddress("http://a.example/secret"))
        }
        #expect(error?.kind == .forbidden)
        #expect(error?.message.contains("secret") == false)
        #expect(
            try secure.redirected(to: try HTTPAddress("https://b.example/")).url.host == "b.example"
        )
    }
}
