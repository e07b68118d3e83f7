import Glibc
import Platform
import TestKit

/// A named pipe that a command waits at until the test opens it.
final class Gate: Sendable {
    private let folder = ScratchDirectory()
    /// The shell's words that wait.
    let command: String
    private let path: String

    init() throws {
        path = "\(folder.path)/gate"
        command = "read line < \(path)"
        guard unsafe mkfifo(path, 0o666) == 0 else { throw SystemError("make a fifo") }
    }

    /// Waits until a command reads from it, and lets it go on.
    func open() async throws {
        let path = path
        try await withCheckedThrowingContinuation {
            (continuation: CheckedContinuation<Void, any Error>) in
            do {
                // Opening waits for the reader, which must not hold up the tasks' threads.
                try Thread.start(name: "gate") {
                    continuation.resume(
                        with: Result {
                            let gate = try Descriptor.open(path, O_WRONLY)
                            _ = try gate.write(Array("go\n".utf8)[...], isSocket: false)
                        })
                }
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }
}
