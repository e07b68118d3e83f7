import Channels
import TestKit
import Testing
import Transport

@Suite(.timeLimit(.minutes(Patience.minutes)))
struct TransportFailureTests {
    /// Everything in a URL that must not show, around a place that must.
    static let secrets = ["user-part", "pass-part", "path-part", "query-part", "header-part"]

    static func request(_ place: String, scheme: String = "http") throws -> HTTPRequest {
        let url = "\(scheme)://user-part:pass-part@\(place)/path-part?query-part#fragment"
        var request = HTTPRequest(url: try HTTPAddress(url))
        request.headers = [.init("X-Token", "header-part")]
        return request
    }

    static func expect(
        _ result: Result<HTTPReply, TransportFailure>, _ kind: TransportFailure.Kind,
        names place: String,
        location: SourceLocation = #_sourceLocation
    ) {
        guard let failure = result.failure else {
            Issue.record("an answer came: \(result)", sourceLocation: location)
            return
        }
        #expect(failure.kind == kind, "\(failure)", sourceLocation: location)
        #expect(failure.message.contains(place), "\(failure)", sourceLocation: location)
        for secret in secrets {
            #expect(!failure.message.contains(secret), "\(failure)", sourceLocation: location)
        }
    }

    @Test(arguments: [
        (LoopbackAnswer.reset, TransportFailure.Kind.reset), (.close, .reset),
        (.resetInTheMiddle, .reset), (.closeInTheMiddle, .reset), (.trickle, .timeout),
        (.hang, .timeout), (.endlessHeaders, .tooLarge), (.raw(Array("what?\r\n".utf8)), .other),
        (.raw([0, 1, 2, 255]), .other), (.raw(Array("HTTP/1.1 200 OK\r\n".utf8)), .reset),
    ])
    func `an answer that never becomes complete is a failure of its kind`(
        answer: LoopbackAnswer, kind: TransportFailure.Kind
    ) async throws {
        let server = try LoopbackServer(then: answer)
        let place = "127.0.0.1:\(server.port)"
        let result = await (try impatientTransport()).send(try Self.request(place))
        Self.expect(result, kind, names: place)
    }

    @Test func `a refused connection names the port`() async throws {
        let refusing = try RefusingPort()
        let place = "127.0.0.1:\(refusing.port)"
        let result = await (try impatientTransport()).send(try Self.request(place))
        Self.expect(result, .connect, names: place)
    }

    @Test func `a name that does not exist is named`() async throws {
        let result = await (try impatientTransport()).send(try Self.request("no-such-host.invalid"))
        Self.expect(result, .resolve, names: "no-such-host.invalid:80")
    }

    @Test func `the request's own time bounds the whole transfer`() async throws {
        let server = try LoopbackServer(then: .trickle)
        var request = try Self.request("127.0.0.1:\(server.port)")
        request.timeout = .milliseconds(200)
        let result = await (try HTTPTransport(version: "test")).send(request)
        Self.expect(result, .timeout, names: "127.0.0.1:\(server.port)")
    }

    @Test(arguments: ["X-Token\r\nX-Other", "", "Ünder"], ["value"])
    func `a header that would break the request is not sent`(name: String, value: String)
        async throws
    {
        let server = try LoopbackServer()
        var request = try Self.request("127.0.0.1:\(server.port)")
        request.headers = [.init(name, value)]
        Self.expect(await (try impatientTransport()).send(request), .other, names: "127.0.0.1")
        request.headers = [.init("X-Fine", "header-part\r\nX-Other: 1")]
        Self.expect(await (try impatientTransport()).send(request), .other, names: "127.0.0.1")
        #expect(server.count == 0)
    }

    @Test func `a reset of an old connection is tried on a new one`() async throws {
        let server = try LoopbackServer(.status(200), .close, .status(201))
        let transport = try HTTPTransport(version: "test")
        let request = try Self.request("127.0.0.1:\(server.port)")
        #expect(try await transport.send(request).get().status == 200)
        #expect(try await transport.send(request).get().status == 201)
        #expect(server.connections == 2)
    }
}
