import Glibc
import Platform
import TestKit

/// The service manager's end of sd_notify(3).
final class NotifySocket: Sendable {
    private struct State {
        var messages: [String] = []
        /// How many were looked at already.
        var seen = 0
    }

    private let state = Watched(State())

    init(at path: String) throws {
        let socket = try Descriptor(
            Glibc.socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0),
            "create a socket")
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) {
            unsafe $0.copyBytes(from: Array(path.utf8))
        }
        let bound = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(socket.number, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard bound == 0 else { throw SystemError("bind \(path)") }
        let number = socket.release()
        // It listens as long as the process of the tests lives.
        try Thread.start(name: "notify-socket") { [state] in
            while true {
                var bytes = [UInt8](repeating: 0, count: 4096)
                let count = unsafe recv(number, &bytes, bytes.count, 0)
                guard count > 0 else { continue }
                let text = String(decoding: bytes.prefix(count), as: UTF8.self)
                state.withLock { $0.messages.append(text) }
            }
        }
    }

    /// All that came so far.
    var messages: [String] { state.withLock { $0.messages } }

    /// Looks no more at what came before.
    func forget() { state.withLock { $0.seen = $0.messages.count } }

    /// Waits for the next message with these words, after those that were looked at.
    func message(containing words: String) async throws {
        while true {
            let isThere = state.withLock { state in
                while state.seen < state.messages.count {
                    state.seen += 1
                    if state.messages[state.seen - 1].contains(words) { return true }
                }
                return false
            }
            if isThere { return }
            await state.wait { $0.seen < $0.messages.count }
            try Task.checkCancellation()
        }
    }
}
