import Control
import Platform
import TestKit

/// The fake service on a socket, and the program that is to speak to it.
final class FakeServer: Sendable {
    private static let loop: EventLoop = {
        do { return try EventLoop() } catch { fatalError("\(error)") }
    }()

    let service: FakeService
    let path: String
    private let folder = ScratchDirectory()
    private let running: Task<Void, Never>
    private let log: Entries

    final class Entries: Sendable {
        private let entries = Locked<[String]>([])
        func add(_ text: String) { entries.withLock { $0.append(text) } }
        var all: [String] { entries.withLock { $0 } }
    }

    /// What the server found wrong with the prepared answers.
    var complaints: [String] { log.all }

    init(_ answers: [String: FakeService.Answer] = [:]) throws {
        let service = try FakeService(answers)
        self.service = service
        let path = folder.path + "/socket"
        self.path = path
        let log = Entries()
        self.log = log
        let server = VarlinkServer(
            [service],
            identity: ServiceIdentity(
                vendor: "Example", product: "fake", version: "1", url: "https://example.org/"),
            loop: Self.loop,
            log: Log { level, text in if level >= .notice { log.add(text) } })
        let listener = try UnixSocket.listen(at: path, mode: 0o600).release()
        running = Task { await server.run(on: Descriptor(owning: listener)) }
    }

    func notifyctl(_ arguments: String..., input: String = "") async throws -> Notifyctl.Result {
        try await Notifyctl.run(
            arguments, input: input, environment: ["NOTIFYD_SOCKET=\(path)"])
    }

    deinit { running.cancel() }
}
