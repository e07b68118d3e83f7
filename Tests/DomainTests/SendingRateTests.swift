import Domain
import Formats
import Testing

struct SendingRateTests {
    @Test(arguments: [
        ("1/s", 1, Duration.seconds(1), "1/s"), ("10/m", 10, .seconds(60), "10/m"),
        ("5/2s", 5, .seconds(2), "5/2s"), ("100/1h", 100, .seconds(3600), "100/h"),
        ("3/1m30s", 3, .seconds(90), "3/1m30s"), ("1000/d", 1000, .seconds(86_400), "1000/d"),
        ("2/500ms", 2, .milliseconds(500), "2/500ms"),
    ])
    func `a rate is read and shown`(text: String, count: Int, period: Duration, shown: String)
        throws
    {
        let rate = try #require(SendingRate(text))
        #expect(rate == SendingRate(count, per: period))
        #expect(rate.description == shown)
    }

    @Test(arguments: [
        "", "/", "1", "1/", "/s", "0/s", "1001/s", "-1/s", "1/0s", "1/8d", "1/x", "1/s/s", "1.5/s",
        "1 /s", "1/ s", "one/s",
    ])
    func `what is no rate is none`(text: String) { #expect(SendingRate(text) == nil) }

    @Test func `what a limit leaves out another one says`() {
        let own = SendingLimits(rate: .unlimited)
        let standard = SendingLimits(
            rate: .atMost(SendingRate(1, per: .seconds(1))), concurrency: 2)
        #expect(own.completed(by: standard) == SendingLimits(rate: .unlimited, concurrency: 2))
        #expect(SendingLimits().completed(by: standard) == standard)
    }
}
