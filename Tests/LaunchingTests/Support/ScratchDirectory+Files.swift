import Glibc
import Platform
import TestKit

extension ScratchDirectory {
    /// A folder in which commands of other users write too.
    static func shared() -> ScratchDirectory { ScratchDirectory(mode: 0o755) }

    /// A pipe with a name, to wait for a command or to make it wait.
    func fifo(_ name: String) throws -> Fifo {
        guard unsafe mkfifo(file(name), 0o666) == 0 else { throw SystemError("make a fifo") }
        return Fifo(path: file(name))
    }

    /// A log as notifyd opens it.
    func log(_ name: String) throws -> Descriptor {
        try Descriptor.open(file(name), O_RDWR | O_CREAT | O_APPEND)
    }

    func write(_ text: String, to name: String, mode: mode_t) throws {
        try write(text, to: name)
        unsafe chmod(file(name), mode)
    }

    /// The kernel's lines on a process.
    func processStatus(_ pid: pid_t) throws -> String { try WholeFile.text("/proc/\(pid)/status") }
}
