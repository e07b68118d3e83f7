package import LaunchProtocol
package import Platform

/// notifyd's side of the launcher: asks it, and hears from it.
///
/// One client is one connection. When it ends, `reports` ends with `disconnected`: connect again,
/// compare `instance`, and ask what is `held`. The connection closes when the client is let go of.
package final class LauncherClient: Sendable {
    /// Names the life of this launcher: another one than before means that what the former held is
    /// lost. A reload keeps it.
    package let instance: String
    /// Whether it can start commands of other users.
    package let isRoot: Bool
    private let link: LauncherLink

    private init(_ link: LauncherLink, instance: String, isRoot: Bool) {
        self.link = link
        self.instance = instance
        self.isRoot = isRoot
    }

    deinit { link.close() }

    /// Connects to the socket; when nobody answers there, starts `program` to serve it.
    ///
    /// The program outlives this process. Its log, one line for each noteworthy thing, is appended
    /// to `logFile`, or goes to this process's standard error. `openFiles` is the limit of open files
    /// that its commands start with, where this process has raised its own.
    package static func connect(
        socket: String, program: String? = nil, logFile: String? = nil, openFiles: UInt64? = nil
    ) async throws(LauncherError) -> LauncherClient {
        var failure: LauncherError
        do throws(LauncherError) {
            return try await open(socket)
        } catch {
            failure = error
        }
        guard let program else { throw failure }
        var problem: LauncherError?
        for _ in 0..<Limits.startAttempts where failure.isAbsence {
            // Another notifyd may start one at the same time: whichever serves will do.
            problem = await start(
                program, socket: socket, logFile: logFile, openFiles: openFiles)
            do throws(LauncherError) {
                return try await open(socket)
            } catch {
                failure = error
            }
        }
        if case .unreachable = failure, let problem { throw problem }
        throw failure
    }

    /// What the launcher tells, in batches as it came; for one listener.
    package var reports: AsyncStream<[LaunchReport]> { link.reports }

    /// Everything the launcher holds: starting, running, or over and not acknowledged.
    package func held() async throws(LauncherError) -> [HeldRun] {
        try await link.list().get()
    }

    /// Asks for a command to be started, once for each id; the log becomes its output.
    ///
    /// A file of results that is this process's own becomes its user's. Requests are sent in order, and
    /// a report tells what became of each. Without room in the socket they wait in memory, each with its
    /// files open: thousands need as many descriptors.
    package func launch(
        _ request: LaunchRequest, log: consuming Descriptor, results: consuming Descriptor? = nil
    ) throws(LauncherError) {
        let request = LauncherRequest.launch(request)
        do throws(WireError) {
            // The launcher closes the connection for what it cannot read, so it is read here first.
            let frame = request.frame().dropFirst(LaunchBounds.lengthBytes)
            guard frame.count <= LaunchBounds.frameBytes else {
                throw WireError(
                    "command and environment take \(frame.count) bytes, and "
                        + "\(LaunchBounds.frameBytes) are allowed")
            }
            _ = try LauncherRequest(frame: frame)
        } catch {
            throw .invalid(error.description)
        }
        try link.send(request, log, results)
    }

    /// Ends a run: SIGTERM to its process group, and SIGKILL after the grace.
    package func end(_ id: String, grace: Duration) throws(LauncherError) {
        guard LaunchRequest.isValid(id: id) else { throw .invalid("the id '\(id)'") }
        let longest = Duration.microseconds(LaunchBounds.longestMicroseconds)
        let grace = min(max(grace, .zero), longest) / .microseconds(1)
        try link.send(.end(id: id, grace: UInt64(grace)))
    }

    /// Tells that these ends are committed; the launcher forgets them.
    package func acknowledge(_ ids: [String]) throws(LauncherError) {
        var rest = ids[...]
        while !rest.isEmpty {
            let some = rest.prefix(LaunchBounds.acknowledgedIDs)
            guard some.allSatisfy(LaunchRequest.isValid) else { throw .invalid("an id") }
            try link.send(.acknowledge(Array(some)))
            rest = rest.dropFirst(some.count)
        }
    }

    /// Tells that nobody will come back: the launcher ends once it holds nothing.
    package func release() { try? link.send(.release) }

    /// Makes the launcher execute its program as it is on disk now; the connection ends with that.
    package func reload() { try? link.send(.reload) }

    /// Connects; a launcher of an earlier version is made to replace itself first, once.
    private static func open(
        _ path: String, replacing: Bool = true
    ) async throws(LauncherError) -> LauncherClient {
        let link: LauncherLink
        let socket: Descriptor
        let isRoot: Bool
        do throws(SystemError) {
            socket = try UnixSocket.connect(to: path)
        } catch {
            throw .unreachable(socket: path, reason: error)
        }
        do throws(SystemError) {
            isRoot = try Peer(of: socket).uid == 0
            link = try LauncherLink(path: path, socket: socket)
        } catch {
            throw .system(error)
        }
        try link.send(.hello(version: LaunchBounds.version))
        switch await link.welcome() {
        case .success(let instance):
            return LauncherClient(link, instance: instance, isRoot: isRoot)
        case .failure(.incompatible(let version, let needed)) where replacing && version < needed:
            // It runs on from before an upgrade. Once it has answered, or closed the connection, it has
            // executed its program as it is on disk now, or cannot.
            try? link.send(.reload)
            _ = await link.list()
            link.close()
            return try await open(path, replacing: false)
        case .failure(let error):
            link.close()
            throw error
        }
    }

    private static func start(
        _ program: String, socket: String, logFile: String?, openFiles: UInt64?
    ) async -> LauncherError? {
        await withCheckedContinuation { continuation in
            do throws(SystemError) {
                try Thread.start(name: "launcher-start") {
                    do throws(LauncherError) {
                        try LauncherProgram.start(
                            program, socket: socket, logFile: logFile, openFiles: openFiles)
                        continuation.resume(returning: nil)
                    } catch {
                        continuation.resume(returning: error)
                    }
                }
            } catch {
                continuation.resume(returning: .system(error))
            }
        }
    }
}
