import CLinux
import Glibc

/// What wakes a thread that waits for a descriptor, as often as it is rung (eventfd(2)).
package struct Bell: ~Copyable, Sendable {
    private let event: Descriptor

    package init() throws(SystemError) {
        event = try Descriptor(
            eventfd(0, CInt(EFD_CLOEXEC | EFD_NONBLOCK)), "make an event")
    }

    /// Readable from a ring on until it is heard.
    package var number: CInt { event.number }

    /// May be called from any thread.
    package func ring() { _ = eventfd_write(event.number, 1) }

    /// Makes it silent again.
    package func hear() {
        var count = eventfd_t()
        _ = unsafe eventfd_read(event.number, &count)
    }
}
