import Glibc

/// A helper program that a test talks to over its standard input and output.
///
/// It is expected to end when its input ends, so it never outlives the test.
package final class PeerProcess {
    package struct Failure: Error {
        package let program: String
        package let code: Int32
    }

    private let process: pid_t
    /// Our end of the socket that is its standard input and output.
    private let conversation: Int32
    private var pending: [UInt8] = []
    private var isReaped = false

    /// Starts the program; a name without a slash is searched for in PATH.
    package init(_ arguments: [String]) throws {
        let program = arguments.first ?? ""
        // A socket, because it is never inherited by another helper that starts at this moment.
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard unsafe socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
            throw Failure(program: program, code: errno)
        }
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        var words = unsafe arguments.map { unsafe strdup($0) } + [nil]
        defer { unsafe words.forEach { unsafe free($0) } }
        var process = pid_t()
        let code = unsafe posix_spawnp(&process, program, &actions, nil, &words, environ)
        close(ends[1])
        self.process = process
        conversation = ends[0]
        guard code == 0 else {
            isReaped = true
            throw Failure(program: program, code: code)
        }
    }

    deinit {
        _ = finish()
        close(conversation)
    }

    /// Hands over a text; what a vanished program does not take is lost.
    package func write(_ text: String) {
        let bytes = Array(text.utf8)
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes {
                unsafe send(
                    conversation, $0.baseAddress?.advanced(by: written), bytes.count - written,
                    Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            written += count
        }
    }

    /// The next line without its end; nil when there is no more.
    package func readLine() -> String? {
        while true {
            if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                defer { pending.removeFirst(end + 1) }
                return String(decoding: pending[..<end], as: UTF8.self)
            }
            guard fill() else { return nil }
        }
    }

    /// Ends its input, and returns all remaining output with the exit status.
    @discardableResult
    package func finish() -> (status: Int32, output: String) {
        guard !isReaped else { return (0, "") }
        isReaped = true
        shutdown(conversation, Int32(SHUT_WR))
        while fill() {}
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
        return (
            status == 0 ? 0 : (status >> 8) & 0xFF | 0x100, String(decoding: pending, as: UTF8.self)
        )
    }

    /// Runs a program to its end.
    package static func run(_ arguments: [String], input: String = "") throws -> (
        status: Int32, output: String
    ) {
        let peer = try PeerProcess(arguments)
        peer.write(input)
        return peer.finish()
    }

    private func fill() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        let count = unsafe read(conversation, &buffer, buffer.count)
        guard count > 0 else { return false }
        pending += buffer.prefix(count)
        return true
    }
}
