import Glibc
import Platform

/// A named pipe; opening it waits for the other side, which is what tests use it for.
struct Fifo {
    let path: String

    /// Waits until a command has it open for reading, and writes a line.
    func release() throws {
        let file = try Descriptor.open(path, O_WRONLY)
        _ = try file.write(Array("go\n".utf8)[...], isSocket: false)
    }

    /// Waits until a command has it open for writing.
    func openForReading() throws -> Descriptor {
        try Descriptor.open(path, O_RDONLY)
    }

    /// Waits for a line from a command.
    func line() throws -> String {
        let file = try openForReading()
        return String(decoding: try file.read(upTo: 4096) ?? [], as: UTF8.self)
    }
}

/// Waits until nobody writes any more.
func awaitEnd(of file: borrowing Descriptor) throws {
    while let bytes = try file.read(upTo: 4096), !bytes.isEmpty {}
}

/// Whether somebody still has the other end of the pipe.
func isHeld(_ file: borrowing Descriptor) -> Bool {
    var poller = pollfd(fd: file.number, events: Int16(POLLIN), revents: 0)
    _ = unsafe poll(&poller, 1, 0)
    return poller.revents & Int16(POLLHUP) == 0
}
