import Platform

internal import Synchronization

/// What callers leave for the transport's thread: any thread puts in, one takes out.
struct Mailbox: ~Copyable, Sendable {
    struct Letters: Sendable {
        var sends: [Sending] = []
        var cancelled: [ObjectIdentifier] = []
        var closing = false

        var isEmpty: Bool { sends.isEmpty && cancelled.isEmpty && !closing }
    }

    private let letters = Locked(Letters())

    enum Receipt {
        /// The box was empty: then, and only then, the thread has to be woken.
        case first
        case further
        /// The box is closed: nobody will read the letter.
        case refused
    }

    func put(_ change: (inout Letters) -> Void) -> Receipt {
        letters.withLock { letters in
            if letters.closing { return .refused }
            let wasEmpty = letters.isEmpty
            change(&letters)
            return wasEmpty ? .first : .further
        }
    }

    /// Everything at once; a closed box stays closed.
    func take() -> Letters {
        letters.withLock { letters in
            let taken = letters
            letters = Letters(closing: taken.closing)
            return taken
        }
    }
}
