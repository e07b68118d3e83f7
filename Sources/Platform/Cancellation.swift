import CLinux
import Glibc

/// A wish that a thread which waits can hear (eventfd(2)).
package struct Cancellation: ~Copyable, Sendable {
    private let event: Descriptor

    package init() throws(SystemError) {
        event = try Descriptor(
            eventfd(0, CInt(EFD_CLOEXEC | EFD_NONBLOCK)), "make an event")
    }

    /// Readable from the first wish on.
    var number: CInt { event.number }

    /// May be called from any thread, and more than once.
    package func request() { _ = eventfd_write(event.number, 1) }
}
