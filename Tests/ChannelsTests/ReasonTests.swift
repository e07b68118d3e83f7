import Channels
import TestKit
import Testing

struct ReasonTests {
    private func reason(_ status: Int, _ body: String, cut: Bool = false) throws -> String {
        let channel = try #require(ChannelSample.overHTTP.first).channel()
        let reply = HTTPReply(status: status, body: Array(body.utf8), bodyIsCut: cut)
        switch channel.verdict(on: .http(reply)) {
        case .rejected(let reason), .retry(_, let reason): return reason
        case .delivered: return ""
        }
    }

    @Test func `an answer's text is cut between words, on one line`() throws {
        #expect(
            try reason(400, " no\r\n\tsuch   thing \u{1B}[31m")
                == "127.0.0.1:9 answered 400: no such thing �[31m")
        let long = try reason(500, String(repeating: "a word or ten ", count: 100))
        #expect(long.hasSuffix(" …") || long.hasSuffix("…"))
        #expect(long.count < 240)
        #expect(try reason(404, "") == "127.0.0.1:9 answered 404")
    }

    @Test func `bytes that are no text do no harm`() throws {
        let channel = try #require(ChannelSample.overHTTP.first).channel()
        let reply = HTTPReply(status: 400, body: (0...255).map { UInt8($0) })
        #expect("\(channel.verdict(on: .http(reply)))".utf8.count < 1200)
    }

    @Test func `a redirect says where to go`() throws {
        let channel = try #require(ChannelSample.overHTTP.first).channel()
        let reply = HTTPReply(
            status: 301, headers: [.init("location", "https://new.example/secret")])
        #expect(
            channel.verdict(on: .http(reply))
                == .rejected(
                    reason: "127.0.0.1:9 answered 301, which leads to https://new.example:443: "
                        + "redirects are not followed, so give the address that it leads to"))
    }
}
