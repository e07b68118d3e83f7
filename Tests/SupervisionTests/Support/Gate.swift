import Glibc
import Platform

/// A named pipe that a command waits at until the test opens it, or that shows whether it still runs.
struct Gate {
    let path: String

    init(_ path: String) throws {
        self.path = path
        guard unsafe mkfifo(path, 0o666) == 0 else { throw SystemError("make a fifo") }
    }

    /// Waits until a command reads from it, and lets it go on.
    func open() throws {
        _ = try Descriptor.open(path, O_WRONLY).write(Array("go\n".utf8)[...], isSocket: false)
    }

    /// Waits until a command has written a line and nobody has it open any more.
    func awaitEnd() throws {
        let file = try Descriptor.open(path, O_RDONLY)
        while let bytes = try file.read(upTo: 4096), !bytes.isEmpty {}
    }
}
