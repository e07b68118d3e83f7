import Glibc

/// Why the launcher itself cannot start, in one sentence.
struct StartError: Error {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    /// With the reason from `errno`.
    init(cannot action: String, _ error: Int32 = errno) {
        text = "cannot \(action): \(Log.words(error))"
    }
}
