import Channels
import TestKit
import Testing

struct RetryAfterTests {
    /// 1994-11-06T08:49:37Z, the example of RFC 9110.
    static let example: Int64 = 784_111_777

    @Test(
        arguments: [
            ("0", 0), ("120", 120), ("86400", 86_400), ("86401", 86_400),
            ("99999999999999999999999999", 86_400), ("Sun, 06 Nov 1994 08:49:37 GMT", 60),
            ("Sunday, 06-Nov-94 08:49:37 GMT", 60), ("Sun Nov  6 08:49:37 1994", 60),
            ("Sun, 06 Nov 1994 08:00:00 GMT", 0), ("Fri, 31 Dec 9999 23:59:59 GMT", 86_400),
            ("", nil), ("-1", nil), ("1.5", nil), ("soon", nil),
            ("Sun, 31 Feb 1994 08:49:37 GMT", nil),
            ("Sun, 06 Nov 1994 08:49 GMT", nil), ("Sun, 06 Nov 1994 24:49:37 GMT", nil),
            ("Sun, 06 Nov 1994 08:49:37 CET", nil),
        ] as [(String, Int?)])
    func `seconds and dates are obeyed and bounded`(text: String, seconds: Int?) throws {
        let channel = try #require(ChannelSample.overHTTP.first).channel()
        let header = HTTPHeader("retry-after", text)
        var reply = HTTPReply(status: 503, headers: [header], receivedAt: Self.example - 60)
        let expected = seconds.map { Duration.seconds($0) }
        #expect(after(channel.verdict(on: .http(reply))) == expected)

        // A machine whose clock is wrong takes the server's.
        reply.headers.append(.init("Date", "Sun, 06 Nov 1994 08:48:37 GMT"))
        reply.receivedAt = 1_741_435_200
        #expect(after(channel.verdict(on: .http(reply))) == expected)
    }

    private func after(_ verdict: Verdict) -> Duration? {
        if case .retry(let after, _) = verdict { after } else { .seconds(-1) }
    }
}
