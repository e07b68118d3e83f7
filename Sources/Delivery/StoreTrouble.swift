import Persistence

/// The store's failures in a row, and how long to leave it alone.
struct StoreTrouble {
    private(set) var error: StoreError?
    private var nextPause: Duration?

    /// True when it is news. `pause` is until when the store is left alone.
    mutating func failed(
        _ error: StoreError, now: Duration, limits: CourierLimits
    ) -> (isNews: Bool, pause: Duration) {
        let isNews = self.error == nil
        self.error = error
        let pause = nextPause ?? limits.firstStorePause
        nextPause = min(pause * 2, limits.longestStorePause)
        return (isNews, now + pause)
    }

    /// True when it had failed before.
    mutating func worked() -> Bool {
        defer { (error, nextPause) = (nil, nil) }
        return error != nil
    }
}
