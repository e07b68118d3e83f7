import Domain
import Formats
import TestKit
import Testing

struct RetryPolicyTests {
    private let start = Timestamp(seconds: 1_000_000)

    private func delay(
        _ policy: RetryPolicy, attempts: Int64, age: Duration = .zero, asked: Duration? = nil,
        using generator: inout SeededGenerator
    ) -> Duration? {
        let now = start + age
        return policy.nextAttempt(
            afterAttempts: attempts, triedSince: start, now: now, asked: asked, using: &generator
        ).map { $0 - now }
    }

    @Test(
        arguments: [
            (1, 5), (2, 10), (3, 20), (4, 40), (10, 2560), (11, 3600), (12, 3600), (31, 3600),
            (1000, 3600),
            (.max, 3600), (0, 5), (-1, 5),
        ] as [(Int64, Int64)])
    func `delays double up to the longest, and are drawn from their upper half`(
        attempts: Int64, seconds: Int64
    ) throws {
        var generator = SeededGenerator(seed: 1)
        var drawn: Set<Duration> = []
        for _ in 0..<200 {
            let delay = try #require(delay(.standard, attempts: attempts, using: &generator))
            #expect(delay >= .milliseconds(seconds * 500) && delay <= .seconds(seconds))
            drawn.insert(delay)
        }
        #expect(drawn.count > 100)
    }

    @Test func `a destination may ask for a longer delay, and not for a shorter one`() throws {
        var generator = SeededGenerator(seed: 2)
        let long = delay(.standard, attempts: 1, asked: .seconds(7200), using: &generator)
        #expect(long == .seconds(7200))
        let short = delay(.standard, attempts: 5, asked: .seconds(1), using: &generator)
        #expect(try #require(short) >= .seconds(40))
    }

    @Test func `a delivery is given up when the next attempt would come too late`() {
        var generator = SeededGenerator(seed: 3)
        let limit = RetryPolicy.standard.giveUpAfter
        #expect(delay(.standard, attempts: 50, age: limit, using: &generator) == nil)
        #expect(
            delay(.standard, attempts: 50, age: limit - .seconds(3600), using: &generator) != nil)
        #expect(
            delay(.standard, attempts: 50, age: limit - .seconds(1799), using: &generator) == nil)
        #expect(delay(.standard, attempts: 1, asked: limit, using: &generator) == limit)
        #expect(
            delay(.standard, attempts: 1, asked: limit + .microseconds(1), using: &generator) == nil
        )
    }

    @Test func `retries end within their age, after some number of attempts`() {
        var generator = SeededGenerator(seed: 4)
        var now = start
        var attempts: Int64 = 1
        while let next = RetryPolicy.standard.nextAttempt(
            afterAttempts: attempts, triedSince: start, now: now, asked: nil, using: &generator)
        {
            #expect(next > now)
            now = next
            attempts += 1
        }
        #expect((72...200).contains(attempts))
        #expect(now - start > .seconds(2 * 86_400))
    }
}
