import Channels
import TestKit
import Testing
import Transport

/// Every channel that speaks HTTP, over real sockets against receivers that misbehave.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct ChannelWireTests {
    /// What the channel makes of sending its sample message to a place.
    private func verdict(
        _ sample: ChannelSample, at base: String, over transport: HTTPTransport
    ) async throws -> Verdict {
        let request = try #require(try sample.httpRequest(base: base))
        let channel = try sample.redactedChannel(base: base)
        let verdict =
            switch await transport.send(request) {
            case .success(let reply): channel.verdict(on: .http(reply))
            case .failure(let failure): channel.verdict(on: .failed(failure))
            }
        for secret in sample.secrets { #expect(!"\(verdict)".contains(secret)) }
        return verdict
    }

    @Test(arguments: ChannelSample.overHTTP)
    func `a receiver that takes it gets it whole`(sample: ChannelSample) async throws {
        let server = try LoopbackServer(then: .status(200, "ok"))
        let base = "http://127.0.0.1:\(server.port)"
        let verdict = try await verdict(sample, at: base, over: HTTPTransport())
        #expect(verdict == .delivered)
        let request = try #require(try sample.httpRequest(base: base))
        let received = try #require(server.requests.first)
        #expect(received.method == request.method.rawValue)
        #expect(received.body == request.body)
        #expect(base + received.path == request.url.text)
        for header in request.headers { #expect(received.header(header.name) == header.value) }
    }

    @Test(arguments: ChannelSample.overHTTP)
    func `every status on the wire has the verdict of its class`(sample: ChannelSample) async throws
    {
        let server = try LoopbackServer(recording: false) { _, index in
            .reply(status: 200 + index, headers: ["Retry-After": "3"])
        }
        let transport = try HTTPTransport()
        for status in 200...599 {
            let verdict = try await verdict(
                sample, at: "http://127.0.0.1:\(server.port)", over: transport)
            switch (status, verdict) {
            case (200...299, .delivered), (300...399, .rejected): break
            case (408, .retry(.seconds(3), _)), (425, .retry(.seconds(3), _)),
                (429, .retry(.seconds(3), _)), (500...599, .retry(.seconds(3), _)):
                break
            case (400...499, .rejected): #expect(![408, 425, 429].contains(status))
            default: Issue.record("\(status): \(verdict)")
            }
        }
    }

    @Test(
        arguments: ChannelSample.overHTTP,
        [
            LoopbackAnswer.reset, .close, .resetInTheMiddle, .closeInTheMiddle, .trickle, .hang,
            .endlessHeaders, .endless(status: 500), .raw(Array("what?\r\n".utf8)),
        ])
    func `a receiver that misbehaves is tried again`(
        sample: ChannelSample, answer: LoopbackAnswer
    ) async throws {
        let server = try LoopbackServer(then: answer)
        let base = "http://127.0.0.1:\(server.port)"
        let verdict = try await verdict(sample, at: base, over: impatientTransport())
        guard case .retry(nil, let reason) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(reason.contains("127.0.0.1:\(server.port)"))
    }

    @Test(arguments: ChannelSample.overHTTP)
    func `an endless answer that accepts has accepted`(sample: ChannelSample) async throws {
        let server = try LoopbackServer(then: .endless())
        let base = "http://127.0.0.1:\(server.port)"
        #expect(try await verdict(sample, at: base, over: HTTPTransport()) == .delivered)
    }

    @Test(arguments: ChannelSample.overHTTP)
    func `a place that cannot be reached is tried again`(sample: ChannelSample) async throws {
        let transport = try impatientTransport()
        let refusing = try RefusingPort()
        let untrusted = try LoopbackTLSServer()
        let bases = [
            "http://127.0.0.1:\(refusing.port)", "https://no-such-host.invalid", untrusted.url(""),
        ]
        for base in bases {
            guard case .retry(nil, _) = try await verdict(sample, at: base, over: transport) else {
                Issue.record("not tried again: \(base)")
                continue
            }
        }
    }
}
