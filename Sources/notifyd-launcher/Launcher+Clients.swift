import CLinux
import Glibc
import LaunchProtocol

extension Launcher {
    func connection(_ descriptor: Int32) -> Connection? {
        if let client, client.descriptor.number == descriptor { return client }
        return strangers.first { $0.descriptor.number == descriptor }
    }

    func accept() {
        let number = linux_accept(settings.listener.socket.number)
        guard number >= 0 else { return restUnlessNothingCame() }
        let socket = Descriptor(owning: number)
        var (pid, user, group) = (pid_t(), uid_t(), gid_t())
        guard unsafe linux_peer_credentials(socket.number, &pid, &user, &group) == 0,
            user == 0 || user == geteuid() || user == settings.clientUser
        else {
            Log.line("refused process \(pid) of user \(user)")
            return
        }
        if strangers.count >= Limits.strangers { close(strangers[0]) }
        poller.watch(socket.number, readable: true)
        strangers.append(Connection(socket, of: user))
    }

    /// Without a descriptor left, the waiting connection would wake the launcher on and on.
    private func restUnlessNothingCame() {
        guard errno != EAGAIN, errno != EINTR, errno != ECONNABORTED else { return }
        Log.line("cannot accept a connection: \(Log.words(errno)); tries again in a second")
        poller.forget(settings.listener.socket.number)
        timer.atLatest(Clock.monotonic() + Limits.acceptInterval)
    }

    func close(_ connection: Connection) {
        poller.forget(connection.descriptor.number)
        if client === connection { client = nil }
        strangers.removeAll { $0 === connection }
    }

    func receive(from connection: Connection) {
        do throws(WireError) {
            for _ in 0..<Limits.receptionsPerTurn
            where connection.unsentBytes < Limits.pausingBytes {
                switch try connection.receive() {
                case .nothingYet: return
                case .closed: return close(connection)
                case .requests(let requests):
                    for request in requests { try answer(request, from: connection) }
                }
            }
        } catch {
            Log.line("closed a connection: \(error)")
            close(connection)
        }
    }

    private func answer(
        _ request: LauncherRequest, from connection: Connection
    ) throws(WireError) {
        if case .hello = request { return welcome(connection) }
        guard connection === client else { throw WireError("a request before hello") }
        switch request {
        case .hello: break
        case .launch(let request):
            launch(request, try connection.takeFiles(), from: connection.user)
        case .list:
            for run in held.values { tell(.held(run.held)) }
            tell(.heldEnd)
        case .end(let id, let grace): end(id, grace: grace)
        case .acknowledge(let ids):
            for id in ids where held[id]?.isAlive == false { held[id] = nil }
        case .release: released = true
        case .reload: reloads = true
        }
    }

    /// The connection that said hello last is the notifyd: an older one is a dead one's, or will be.
    private func welcome(_ connection: Connection) {
        if let client, client !== connection { close(client) }
        strangers.removeAll { $0 === connection }
        client = connection
        released = false
        tell(.welcome(version: LaunchBounds.version, instance: settings.instance))
    }

    /// Sends what is unsent, and waits for room or for requests as each connection needs.
    func flush() {
        guard let client else { return }
        guard client.flush(), client.unsentBytes < Limits.unsentBytes else { return close(client) }
        poller.watch(
            client.descriptor.number, readable: client.unsentBytes < Limits.pausingBytes,
            writable: client.unsentBytes > 0)
    }
}
