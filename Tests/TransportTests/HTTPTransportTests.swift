import Channels
import TestKit
import Testing
import Transport

/// A transport with times short enough for tests of what never answers.
func impatientTransport() throws -> HTTPTransport {
    var limits = Limits()
    limits.connectTimeout = .seconds(1)
    limits.stallTime = .seconds(1)
    limits.stallRate = 1000
    return try HTTPTransport(version: "test", limits: limits)
}

@Suite(.timeLimit(.minutes(Patience.minutes)))
struct HTTPTransportTests {
    let transport: HTTPTransport

    init() throws {
        transport = try HTTPTransport(version: "1.2.3")
    }

    @Test func `method, headers and body arrive as they were given`() async throws {
        let server = try LoopbackServer()
        var request = HTTPRequest(url: try HTTPAddress(server.url("/a/b?c=d")), method: .put)
        request.headers = [
            .init("Content-Type", "application/json"), .init("X-Empty", ""), .init("X-Text", "é ✓"),
        ]
        request.body = Array("{\"a\":1}".utf8)
        let reply = try await transport.send(request).get()
        #expect(reply.status == 204)
        let received = try #require(server.requests.first)
        #expect(received.method == "PUT")
        #expect(received.path == "/a/b?c=d")
        #expect(received.text == "{\"a\":1}")
        #expect(received.header("content-type") == "application/json")
        #expect(received.header("x-empty") == "")
        #expect(received.header("x-text") == "é ✓")
        #expect(received.header("user-agent") == "notifyd/1.2.3")
        #expect(received.header("expect") == nil)
    }

    @Test(arguments: HTTPMethod.allCases, [0, 1, 70_000, 2_000_000])
    func `every method carries a body of any size, or none`(method: HTTPMethod, size: Int)
        async throws
    {
        let server = try LoopbackServer()
        var request = HTTPRequest(url: try HTTPAddress(server.url()), method: method)
        request.body = .init(repeating: UInt8(ascii: "b"), count: size)
        let reply = try await transport.send(request).get()
        #expect(reply.status == 204)
        let received = try #require(server.requests.first)
        #expect(received.method == method.rawValue)
        #expect(received.body.count == size)
        #expect(received.header("content-type") == nil)
        #expect(received.header("expect") == nil)
    }

    @Test func `status, headers and body of the answer come back`() async throws {
        let server = try LoopbackServer(
            .reply(status: 429, headers: ["Retry-After": "17"], body: Array("slow down".utf8)))
        let request = HTTPRequest(url: try HTTPAddress(server.url()))
        let reply = try await transport.send(request).get()
        #expect(reply.status == 429)
        #expect(reply.header("retry-after") == "17")
        #expect(String(decoding: reply.body, as: UTF8.self) == "slow down")
        #expect(!reply.bodyIsCut)
        #expect(reply.receivedAt > 1_700_000_000)
    }

    @Test(arguments: [301, 302, 303, 307, 308])
    func `a redirect is an answer and is not followed`(status: Int) async throws {
        let server = try LoopbackServer(.reply(status: status, headers: ["Location": "/elsewhere"]))
        let reply = try await transport.send(.init(url: try HTTPAddress(server.url()))).get()
        #expect(reply.status == status)
        #expect(server.count == 1)
    }

    @Test func `a long body is cut and an endless one ends the transfer, and the status counts`()
        async throws
    {
        let server = try LoopbackServer(
            .status(200, String(repeating: "x", count: 100_000)), .endless(status: 503))
        var request = HTTPRequest(url: try HTTPAddress(server.url()))
        let long = try await transport.send(request).get()
        #expect(long.status == 200)
        #expect(long.body.count == 64 * 1024)
        #expect(long.bodyIsCut)
        request.maximumReply = 10
        let endless = try await transport.send(request).get()
        #expect(endless.status == 503)
        #expect(endless.body == Array("eeeeeeeeee".utf8))
        #expect(endless.bodyIsCut)
    }

    @Test func `connections are kept`() async throws {
        let server = try LoopbackServer()
        let request = HTTPRequest(url: try HTTPAddress(server.url()))
        for _ in 0..<20 { _ = try await transport.send(request).get() }
        #expect(server.count == 20)
        #expect(server.connections == 1)
    }

    @Test func `nothing of one request stays in the handle for the next`() async throws {
        let server = try LoopbackServer()
        var request = HTTPRequest(url: try HTTPAddress(server.url("/first")), method: .delete)
        request.headers = [.init("Authorization", "Bearer secret"), .init("Content-Type", "a/b")]
        request.body = [1, 2, 3]
        _ = try await transport.send(request).get()
        _ = try await transport.send(.init(url: try HTTPAddress(server.url()), method: .get)).get()
        let second = try #require(server.requests.last)
        #expect(second.method == "GET")
        #expect(second.body.isEmpty)
        #expect(second.header("authorization") == nil)
        #expect(second.header("content-type") == nil)
    }

    @Test func `thousands of requests wait side by side`() async throws {
        let server = try LoopbackServer(recording: false) { _, _ in .hang }
        let request = HTTPRequest(url: try HTTPAddress(server.url()))
        let count = 500
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<count {
                group.addTask { try await transport.send(request).get().status }
            }
            await server.received(count)
            server.release(.status(202))
            for try await status in group { #expect(status == 202) }
        }
    }

    @Test func `a hanging destination does not hold up another`() async throws {
        let hanging = try LoopbackServer(then: .hang)
        let working = try LoopbackServer()
        let stuck = HTTPRequest(url: try HTTPAddress(hanging.url()))
        let quick = HTTPRequest(url: try HTTPAddress(working.url()))
        async let late = transport.send(stuck)
        await hanging.received(1)
        #expect(try await transport.send(quick).get().status == 204)
        hanging.release()
        #expect(try await late.get().status == 204)
    }

    @Test func `a cancelled task ends at once, before and after the request is out`() async throws {
        let server = try LoopbackServer(then: .hang)
        let request = HTTPRequest(url: try HTTPAddress(server.url("/secret-path")))
        let task = Task { await transport.send(request) }
        await server.received(1)
        task.cancel()
        let failure = await task.value.failure
        #expect(failure?.kind == .cancelled)
        #expect(failure?.message == "the request to 127.0.0.1:\(server.port) was cancelled")

        let early = Task {
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            return await transport.send(request)
        }
        #expect(await early.value.failure?.kind == .cancelled)
        #expect(server.count == 1)
    }

    @Test func `closing ends what is under way`() async throws {
        let server = try LoopbackServer(then: .hang)
        let request = HTTPRequest(url: try HTTPAddress(server.url()))
        async let first = transport.send(request)
        await server.received(1)
        transport.close()
        #expect(await first.failure?.kind == .cancelled)
        #expect(await transport.send(request).failure?.kind == .cancelled)
    }
}

extension Result {
    var failure: Failure? {
        if case .failure(let failure) = self { failure } else { nil }
    }
}
