/// How hard a destination may be used at the most.
package struct SendingLimits: Hashable, Sendable {
    package enum Rate: Hashable, Sendable {
        case unlimited
        case atMost(SendingRate)
    }

    /// Nil where nothing is said of it.
    package var rate: Rate?
    /// Messages on their way at once; nil where nothing is said of it.
    package var concurrency: Int?

    package init(rate: Rate? = nil, concurrency: Int? = nil) {
        self.rate = rate
        self.concurrency = concurrency
    }

    /// How many messages may be on their way at once where something is said of it.
    package static let concurrencies: ClosedRange<Int64> = 1...1000

    /// These, and what another says where they say nothing.
    package func completed(by other: SendingLimits) -> SendingLimits {
        SendingLimits(rate: rate ?? other.rate, concurrency: concurrency ?? other.concurrency)
    }
}
