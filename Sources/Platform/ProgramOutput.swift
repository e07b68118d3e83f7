import CLinux
import Glibc

/// Runs another program for what it writes.
package enum ProgramOutput {
    package struct Ending: Sendable {
        /// As waitpid(2) tells it: 0 for a program that ended well.
        package let status: Int32
        /// Nil where it wrote more than the bound.
        package let output: [UInt8]?
    }

    /// Runs the program, looked for in PATH, to its end; it has our standard error, and nothing to
    /// read.
    package static func run(
        _ arguments: [String], atMost bound: Int
    ) throws(SystemError) -> Ending {
        var ends: [Int32] = [-1, -1]
        // A socket, because it can be made so that no other child inherits it.
        let kind = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard unsafe socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
            throw SystemError("make a pair of sockets")
        }
        let output = Descriptor(owning: ends[0])
        let pid = try start(arguments, output: Descriptor(owning: ends[1]))
        let read: [UInt8]?
        var failure: SystemError?
        do throws(SystemError) { read = try Self.read(output, atMost: bound) } catch {
            (read, failure) = (nil, error)
        }
        let status = wait(for: pid)
        if let failure { throw failure }
        return Ending(status: status, output: read)
    }

    private static func start(
        _ arguments: [String], output: consuming Descriptor
    ) throws(SystemError) -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, output.number, 1)
        let words = CStrings(arguments)
        var pid = pid_t()
        let error = unsafe posix_spawnp(
            &pid, arguments[0], &actions, nil, words.pointers, environ)
        guard error == 0 else { throw SystemError("execute \(arguments[0])", errno: error) }
        return pid
    }

    /// Closes its end: who writes on, unheard, is ended by that.
    private static func read(
        _ output: consuming Descriptor, atMost bound: Int
    ) throws(SystemError) -> [UInt8]? {
        var bytes: [UInt8] = []
        while bytes.count <= bound {
            let piece = try output.read(upTo: bound + 1 - bytes.count) ?? []
            if piece.isEmpty { return bytes }
            bytes += piece
        }
        return nil
    }

    private static func wait(for pid: pid_t) -> Int32 {
        var status: Int32 = 0
        while unsafe waitpid(pid, &status, 0) < 0, errno == EINTR {}
        return status
    }
}
