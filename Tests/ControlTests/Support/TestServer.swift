import Control
import Platform
import TestKit

/// The example service on a socket of its own.
final class TestServer: Sendable {
    static let loop: EventLoop = {
        do { return try EventLoop() } catch { fatalError("\(error)") }
    }()

    let service: ExampleService
    let path: String
    let server: VarlinkServer
    private let running: Task<Void, Never>
    private let folder = ScratchDirectory()

    init(
        limits: ServerLimits = ServerLimits(), with others: [any Service] = []
    ) throws {
        service = try ExampleService()
        path = folder.path + "/socket"
        let entries = Entries()
        server = VarlinkServer(
            [service] + others,
            identity: ServiceIdentity(
                vendor: "Example", product: "test", version: "1", url: "https://example.org/"),
            loop: Self.loop, limits: limits,
            log: Log { level, text in if level >= .notice { entries.add(text) } })
        log = entries
        let listener = try UnixSocket.listen(at: path, mode: 0o600).release()
        let server = server
        running = Task { await server.run(on: Descriptor(owning: listener)) }
    }

    let log: Entries

    /// What the server has told in its log, from notices up.
    final class Entries: Sendable {
        private let entries = Locked<[String]>([])
        func add(_ text: String) { entries.withLock { $0.append(text) } }
        var all: [String] { entries.withLock { $0 } }
    }

    func client() async throws -> VarlinkClient {
        try await VarlinkClient.connect(to: path, loop: Self.loop)
    }

    func raw() throws -> RawPeer { try RawPeer(to: path, loop: Self.loop) }

    /// Returns when `run` has.
    func ended() async { await running.value }

    func cancel() { running.cancel() }

    deinit { running.cancel() }
}
