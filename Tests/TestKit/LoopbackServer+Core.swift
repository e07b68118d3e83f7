import Glibc
import Platform

/// What a loopback server's face and its thread share.
final class LoopbackServerCore: Sendable {
    struct State {
        var requests: [LoopbackServer.Received] = []
        var count = 0
        var connections = 0
        var releases: [LoopbackAnswer] = []
        var stopping = false
    }

    struct Failure: Error {
        let what: String
        let code: Int32
    }

    let state = Watched(State())
    let recording: Bool
    let listener: Int32
    let port: UInt16
    /// What the thread reads, and what wakes it.
    let wakeEnd: Int32
    private let wakerEnd: Int32

    init(recording: Bool) throws {
        self.recording = recording
        (listener, port) = try Self.bind()
        guard listen(listener, 4096) == 0 else { throw Failure(what: "listen", code: errno) }
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard unsafe socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
            throw Failure(what: "socketpair", code: errno)
        }
        (wakeEnd, wakerEnd) = (ends[0], ends[1])
        for descriptor in [listener, wakeEnd, wakerEnd] { Self.prepare(descriptor) }
    }

    deinit {
        close(wakerEnd)
    }

    /// A socket bound to a port of 127.0.0.1 that the system chose.
    static func bind() throws -> (socket: Int32, port: UInt16) {
        let descriptor = socket(
            AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Failure(what: "socket", code: errno) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                unsafe Glibc.bind(descriptor, generic, size) == 0
                    && getsockname(descriptor, generic, &size) == 0
            }
        }
        guard result else { throw Failure(what: "bind", code: errno) }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }

    /// Not waiting, and not inherited by helper programs.
    static func prepare(_ descriptor: Int32) {
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }

    func record(_ request: LoopbackServer.Received) -> Int {
        state.withLock { state in
            state.count += 1
            if recording { state.requests.append(request) }
            return state.count - 1
        }
    }

    func command(_ change: (inout State) -> Void) {
        state.withLock { change(&$0) }
        var byte: UInt8 = 0
        // The thread may have stopped already.
        _ = unsafe send(wakerEnd, &byte, 1, Int32(MSG_NOSIGNAL))
    }

    func stop() {
        command { $0.stopping = true }
    }
}
