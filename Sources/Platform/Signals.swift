import CLinux
import Glibc

/// Signals that a thread waits for, instead of being interrupted by them.
package struct Signals: Sendable {
    private let numbers: [Int32]

    /// Blocks the signals in the calling thread, and so in those it starts from now on.
    ///
    /// To be called first in `main`: a thread that does not block them would be ended by them.
    package init(blocking numbers: [Int32]) {
        self.numbers = numbers
        var set = set
        unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
    }

    /// Waits for the next of the signals (sigwait(3)).
    package func wait() -> Int32 {
        var set = set
        var number: Int32 = 0
        while unsafe sigwait(&set, &number) != 0 {}
        return number
    }

    private var set: sigset_t {
        var set = sigset_t()
        unsafe sigemptyset(&set)
        for number in numbers { unsafe sigaddset(&set, number) }
        return set
    }
}
