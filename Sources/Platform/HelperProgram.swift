import CLinux
import Glibc

/// A program that is given some bytes and is expected to end soon.
///
/// It has a process group of its own, the environment that it is given, its input in a file, and none of
/// our descriptors.
package struct HelperProgram: Sendable {
    package enum Ending: Hashable, Sendable {
        case exited(Int32)
        case signalled(Int32)
        /// It was ended, with its group, because its time was over.
        case timedOut
        /// The same on request.
        case cancelled
    }

    package let ending: Ending
    /// The beginning of what it wrote to its output; to both of them, unless they were to be kept apart.
    package let output: [UInt8]
    /// Whether it wrote more than was kept of that.
    package let isOutputCut: Bool
    /// The beginning of what it wrote to its error output, where that was to be kept apart.
    package let errors: [UInt8]

    package struct Order: Sendable {
        /// Where it lies.
        package let path: String
        /// From its name on.
        package let arguments: [String]
        /// `NAME=value`.
        package let environment: [String]
        package let input: [UInt8]
        /// What it can read from the descriptor 3; nil where it has none.
        package let attachment: [UInt8]?
        /// Whether what it writes to its error output is kept for itself.
        package let keepsErrorsApart: Bool
        /// Bytes of its output that are kept; the rest is read and dropped.
        package let outputLimit: Int
        package let timeout: Duration

        package init(
            path: String, arguments: [String], environment: [String], input: [UInt8],
            attachment: [UInt8]? = nil, keepsErrorsApart: Bool = false, outputLimit: Int,
            timeout: Duration
        ) {
            self.path = path
            self.arguments = arguments
            self.environment = environment
            self.input = input
            self.attachment = attachment
            self.keepsErrorsApart = keepsErrorsApart
            self.outputLimit = outputLimit
            self.timeout = timeout
        }
    }

    /// Runs a program to its end; blocks the calling thread until then.
    ///
    /// What it leaves in the background goes on when it has ended by itself: mail systems deliver so.
    package static func run(
        _ order: Order, cancellation: borrowing Cancellation
    ) throws(SystemError) -> HelperProgram {
        let input = try file(holding: order.input)
        let attachment = try file(holding: order.attachment ?? [])
        let output = try Pair()
        let errors = try Pair()
        let pid = try spawn(
            order, input: input.number, attachment: attachment.number,
            output: output.theirs.number,
            errors: order.keepsErrorsApart ? errors.theirs.number : output.theirs.number)
        // Its ends are its alone, so that we see them close.
        let ours = output.closingTheirs()
        let oursOfErrors = errors.closingTheirs()
        let process: Descriptor
        do throws(SystemError) {
            let number = linux_open_process(pid)
            guard number >= 0 else { throw SystemError("watch a process", errno: -number) }
            process = Descriptor(owning: number)
        } catch {
            _ = kill(-pid, SIGKILL)
            _ = reap(pid)
            throw error
        }
        var watch = HelperWatch(
            process: process.number, outputs: [ours.number, oursOfErrors.number],
            cancellation: cancellation.number, outputLimit: order.outputLimit)
        let interruption = watch.wait(until: ContinuousClock.now + order.timeout)
        if interruption != nil {
            _ = kill(-pid, SIGTERM)
            watch.waitForEnd(until: ContinuousClock.now + grace)
            // Before its number is free for another group.
            _ = kill(-pid, SIGKILL)
        }
        let ending = reap(pid)
        return HelperProgram(
            ending: interruption ?? ending, output: watch.outputs[0].kept,
            isOutputCut: watch.outputs[0].isCut, errors: watch.outputs[1].kept)
    }

    /// The two ends of what it writes to.
    private struct Pair: ~Copyable {
        let ours: Descriptor
        let theirs: Descriptor

        init() throws(SystemError) {
            var ends: [CInt] = [-1, -1]
            guard unsafe socketpair(AF_UNIX, streamCloseOnExec, 0, &ends) == 0 else {
                throw SystemError("make a socket pair")
            }
            ours = Descriptor(owning: ends[0])
            theirs = Descriptor(owning: ends[1])
        }

        consuming func closingTheirs() -> Descriptor { ours }
    }

    /// Between SIGTERM and SIGKILL.
    private static let grace = Duration.seconds(1)
    /// The first number behind the three standard ones.
    private static let attachmentNumber: CInt = 3
    private static let streamCloseOnExec = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)

    private static func file(holding bytes: [UInt8]) throws(SystemError) -> Descriptor {
        let number = unsafe linux_memory_file("input")
        guard number >= 0 else { throw SystemError("make a file in memory", errno: -number) }
        let file = Descriptor(owning: number)
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
        var rest = bytes[...]
        while !rest.isEmpty { rest = rest.dropFirst(try file.write(rest, isSocket: false) ?? 0) }
        guard lseek(number, 0, SEEK_SET) == 0 else { throw SystemError("rewind a file") }
        return file
    }

    private static func reap(_ pid: pid_t) -> Ending {
        var status: CInt = 0
        while unsafe waitpid(pid, &status, 0) < 0 {
            guard errno == EINTR else { return .exited(0) }
        }
        let signal = status & 0x7F
        return signal == 0 ? .exited((status >> 8) & 0xFF) : .signalled(signal)
    }

    /// posix_spawn(3).
    private static func spawn(
        _ order: Order, input: CInt, attachment: CInt, output: CInt, errors: CInt
    ) throws(SystemError) -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, input, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, output, 1)
        unsafe posix_spawn_file_actions_adddup2(&actions, errors, 2)
        if order.attachment != nil {
            unsafe posix_spawn_file_actions_adddup2(&actions, attachment, attachmentNumber)
        }
        // libcurl's sockets are not close-on-exec.
        unsafe linux_close_others(
            &actions, order.attachment == nil ? attachmentNumber : attachmentNumber + 1)

        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe posix_spawnattr_setsigmask(&attributes, &signals)
        unsafe sigfillset(&signals)
        unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
        unsafe posix_spawnattr_setpgroup(&attributes, 0)
        unsafe posix_spawnattr_setflags(
            &attributes,
            Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))

        let words = CStrings(order.arguments)
        let variables = CStrings(order.environment)
        var pid = pid_t()
        let error = unsafe posix_spawn(
            &pid, order.path, &actions, &attributes, words.pointers, variables.pointers)
        guard error == 0 else { throw SystemError("execute \(order.path)", errno: error) }
        return pid
    }
}
