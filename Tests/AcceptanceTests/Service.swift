import Control
import Formats
import Glibc
import Platform

/// A notifyd of its own for one scenario, with its state and its socket in a scratch folder.
final class Service: Sendable {
    let scratch: Scratch
    let options: [String]
    let environment: [String: String]
    let stateFolder: String
    let socket: String
    private let daemon = Locked<Child?>(nil)

    private static let loop = Result { () throws(SystemError) in try EventLoop() }

    /// Waits for its turn; `options` and `environment` are given to notifyd at every start.
    init(
        options: [String] = [], environment: [String: String] = [:], stateFolder: String? = nil
    ) async throws {
        try await Slots.services.take()
        scratch = Scratch()
        self.options = options
        self.environment = environment
        self.stateFolder = stateFolder ?? scratch.file("state")
        socket = scratch.file("socket")
    }

    deinit { Slots.services.give() }

    /// Starts notifyd and waits until it answers.
    static func started(options: [String] = []) async throws -> Service {
        let service = try await Service(options: options)
        try await service.start()
        return service
    }

    func start() async throws {
        let daemon = try launch()
        try await daemon.errors.line(containing: "ready")
    }

    private var current: Child? { daemon.withLock { $0 } }

    /// Starts notifyd, and does not wait for anything.
    @discardableResult
    func launch() throws -> Child {
        let child = try Child(
            [Programs.notifyd, "--state", stateFolder, "--socket", socket] + options,
            environment: environment)
        daemon.withLock { $0 = child }
        return child
    }

    /// Ends notifyd as a crash would.
    func kill() async throws {
        let daemon = self.current
        daemon?.send(SIGKILL)
        try await daemon?.ending()
    }

    /// Ends notifyd as systemd would; returns how it ended.
    func stop() async throws -> Child.Ending? {
        let daemon = self.current
        daemon?.send(SIGTERM)
        return try await daemon?.ending()
    }

    /// The process of notifyd.
    var process: Int32? { current?.process }

    /// What notifyd has said so far in this life.
    var log: String { current?.errors.text ?? "" }

    /// Waits until notifyd says something with these words, in this life.
    func says(_ words: String) async throws {
        try await current?.errors.line(containing: words)
    }

    /// Starts a client that goes on by itself, such as `watch`.
    func client(_ words: [String], as user: [String] = []) throws -> Child {
        try Child(user + [Programs.notifyctl] + words, environment: ["NOTIFYD_SOCKET": socket])
    }

    /// Runs a client to its end.
    @discardableResult
    func notifyctl(_ words: String..., as user: [String] = []) async throws -> Answer {
        try await Answer(of: client(words, as: user))
    }

    /// Runs a client that must succeed; answers with its output.
    @discardableResult
    func done(_ words: String...) async throws -> String {
        let answer = try await Answer(of: client(words))
        guard answer.status == 0 else { throw Failure("notifyctl \(words): \(answer)") }
        return answer.output
    }

    /// Runs a client that must succeed with `--output=json`.
    func json(_ words: String...) async throws -> JSONValue {
        let answer = try await Answer(of: client(words + ["--output=json"]))
        guard answer.status == 0 else { throw Failure("notifyctl \(words): \(answer)") }
        return try JSONValue(parsing: answer.output)
    }

    /// Applies schedules written in YAML; `SCRATCH` stands for the scratch folder.
    func apply(_ yaml: String) async throws {
        try scratch.write(yaml.replacing("SCRATCH", with: scratch.path), to: "schedules.yaml")
        try await done("apply", scratch.file("schedules.yaml"))
    }

    /// Calls a method of the interface on a connection of its own.
    func call(_ method: String, _ parameters: JSONObject = [:]) async throws -> JSONObject {
        try await connect().call("io.notifyd.\(method)", parameters)
    }

    func connect() async throws -> VarlinkClient {
        try await VarlinkClient.connect(to: socket, loop: Self.loop.get())
    }

    /// Every row of a list, page after page.
    func rows(_ method: String, _ key: String, _ parameters: JSONObject = [:]) async throws
        -> [JSONValue]
    {
        var (rows, parameters): ([JSONValue], JSONObject) = ([], parameters)
        let client = try await connect()
        while true {
            let page = try await client.call("io.notifyd.\(method)", parameters)
            rows += page[key]?.array ?? []
            guard let next = page["next"], next != .null else { return rows }
            parameters["after"] = next
        }
    }

    /// Starts a schedule by hand and waits for the run's end.
    func run(_ schedule: String) async throws -> JSONValue {
        let started = try await call("StartSchedule", ["schedule": .string(schedule)])
        return try await end(of: started["run"])
    }

    func end(of run: JSONValue?) async throws -> JSONValue {
        try await call("WaitForRun", ["run": run ?? .null])["run"] ?? .null
    }
}
