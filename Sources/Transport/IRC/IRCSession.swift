internal import Channels
internal import Platform

/// The thread of one connection: it logs in, says messages one after the other, and leaves when nobody has
/// had one for a while.
final class IRCSession {
    private let server: IRCServer
    private let visit: IRCVisit
    private let limits: Limits
    private var joined: Set<String> = []
    private var nick: String
    private var messages = 0
    private var isIn = false
    private var pace: IRCPace

    init(_ server: IRCServer, _ visit: IRCVisit, _ limits: Limits) {
        self.server = server
        self.visit = visit
        self.limits = limits
        nick = server.nick
        pace = IRCPace(burst: limits.ircBurst, interval: limits.ircInterval)
    }

    private enum Failure: Error {
        case transport(TransportFailure)
        case refused(IRCReply.Refusal)
    }

    /// Returns when the connection is closed, with everybody answered.
    func run() {
        var current: IRCJob?
        do throws(Failure) {
            let connection = try connect()
            while let job = try nextJob(connection) {
                current = job
                job.end(.irc(try say(job, connection)))
                current = nil
            }
        } catch {
            let reply: ChannelReply =
                switch error {
                case .transport(let failure): .failed(failure)
                case .refused(let refusal): .irc(IRCReply(taken: [], refusals: [refusal]))
                }
            for job in [current].compactMap(\.self) + visit.close() { job.end(reply) }
        }
        let closed = TransportFailure(
            .cancelled, "the connection to \(server.hostAndPort) was closed")
        for job in visit.close() { job.end(.failed(closed)) }
    }

    /// Waits for a message, and meanwhile says that we are there; nil when it is time to leave.
    private func nextJob(_ connection: IRCConnection) throws(Failure) -> IRCJob? {
        let idle = ContinuousClock.now + limits.ircIdle
        while visit.isWanted {
            while let job = visit.next() {
                if !job.isOver { return job }
            }
            switch try event(connection, until: idle, hearsBell: true) {
            case .line(let line): note(line)
            case .bell: visit.hear()
            case .time:
                guard visit.closeIfIdle() else { continue }
                try write("QUIT", connection, until: .now + limits.ircAnswer)
                return nil
            }
        }
        try write("QUIT", connection, until: .now + limits.ircAnswer)
        return nil
    }

    /// What others do to us.
    private func note(_ line: IRCLine) {
        switch line.command {
        case "KICK" where isOurs(line[1]): joined.remove(line[0].lowercased())
        case "PART" where isOurs(line.nick): joined.remove(line[0].lowercased())
        case "NICK" where isOurs(line.nick): nick = line[0]
        default: break
        }
    }

    private func isOurs(_ name: String) -> Bool { name.lowercased() == nick.lowercased() }

    // MARK: Logging in

    private func connect() throws(Failure) -> IRCConnection {
        guard let connection = IRCConnection(to: server, bell: visit.number, limits) else {
            throw .transport(.init(.other, "no memory is left for a connection"))
        }
        do throws(TransportFailure) { try connection.open() } catch { throw .transport(error) }
        let deadline = ContinuousClock.now + limits.ircLogin
        var login = IRCLogin(server)
        for line in login.opening { try write(line, connection, until: deadline) }
        while true {
            guard case .line(let line) = try event(connection, until: deadline) else {
                throw timeout
            }
            switch login.received(line) {
            case .send(let lines):
                for line in lines { try write(line, connection, until: deadline) }
            case .welcome(let name):
                nick = name
                isIn = true
                return connection
            case .refused(let code, let text):
                throw .refused(.init(step: .login, target: "", code: code, text: text))
            case .ended(let text): throw .transport(Self.ended(server, text))
            }
        }
    }

    // MARK: Saying

    private func say(
        _ job: IRCJob, _ connection: IRCConnection
    ) throws(Failure) -> IRCReply {
        var taken: [String] = []
        var refusals: [IRCReply.Refusal] = []
        for target in job.request.targets {
            let wasJoined = joined.contains(target.name.lowercased())
            var refusal = try joinAndSay(job, to: target, connection)
            // Somebody may have thrown us out since then.
            if wasJoined, refusal != nil {
                refusal = try joinAndSay(job, to: target, connection)
            }
            if let refusal { refusals.append(refusal) } else { taken.append(target.name) }
        }
        return IRCReply(taken: taken, refusals: refusals)
    }

    private func joinAndSay(
        _ job: IRCJob, to target: IRCTarget, _ connection: IRCConnection
    ) throws(Failure) -> IRCReply.Refusal? {
        if target.isChannel, !joined.contains(target.name.lowercased()),
            let refusal = try join(target, connection, until: job.deadline)
        {
            return refusal
        }
        return try say(job.request.lines, to: target.name, connection, until: job.deadline)
    }

    private func join(
        _ target: IRCTarget, _ connection: IRCConnection, until deadline: ContinuousClock.Instant
    ) throws(Failure) -> IRCReply.Refusal? {
        let key = target.key.map { " \($0)" } ?? ""
        try write("JOIN \(target.name)\(key)", connection, until: deadline)
        let refusal = try answer(connection, until: deadline) { line in
            // The name, which the server may write otherwise, stands after ours.
            line.code.map { Self.joinErrors.contains($0) } == true
                && line[1].lowercased() == target.name.lowercased()
        }
        if let refusal {
            return .init(
                step: .join, target: target.name, code: refusal.code ?? 0, text: refusal.text)
        }
        joined.insert(target.name.lowercased())
        return nil
    }

    private func say(
        _ lines: [String], to target: String, _ connection: IRCConnection,
        until deadline: ContinuousClock.Instant
    ) throws(Failure) -> IRCReply.Refusal? {
        for line in lines {
            try waitForTurn(connection, until: deadline)
            try write("PRIVMSG \(target) :\(line)", connection, until: deadline)
        }
        let refusal = try answer(connection, until: deadline) { line in
            line.code.map { Self.messageErrors.contains($0) } == true
                && line[1].lowercased() == target.lowercased()
        }
        guard let refusal else { return nil }
        // We may have been thrown out: the next message joins anew.
        joined.remove(target.lowercased())
        return .init(step: .message, target: target, code: refusal.code ?? 0, text: refusal.text)
    }

    /// The server has done what it was told before when it answers a PING; the line that refuses it, if one
    /// came.
    private func answer(
        _ connection: IRCConnection, until deadline: ContinuousClock.Instant,
        refusing: (IRCLine) -> Bool
    ) throws(Failure) -> IRCLine? {
        messages += 1
        let token = "notifyd-\(messages)"
        try write("PING \(token)", connection, until: deadline)
        var refusal: IRCLine?
        while true {
            guard case .line(let line) = try event(connection, until: deadline) else {
                throw timeout
            }
            if line.command == "PONG", line.text == token { return refusal }
            if refusal == nil, refusing(line) { refusal = line }
            note(line)
        }
    }

    /// Servers take many lines at once for an attack, and throw out who sends them.
    private func waitForTurn(
        _ connection: IRCConnection, until deadline: ContinuousClock.Instant
    ) throws(Failure) {
        let turn = pace.next(now: .now)
        guard turn <= deadline else { throw timeout }
        while ContinuousClock.now < turn {
            if case .line(let line) = try event(connection, until: turn) { note(line) }
        }
    }

    // MARK: Lines

    private func write(
        _ line: String, _ connection: IRCConnection, until deadline: ContinuousClock.Instant
    ) throws(Failure) {
        do throws(TransportFailure) {
            try connection.write(line, until: deadline)
        } catch {
            throw .transport(error)
        }
    }

    /// The next event that is not the server's asking whether we are there.
    private func event(
        _ connection: IRCConnection, until deadline: ContinuousClock.Instant,
        hearsBell: Bool = false
    ) throws(Failure) -> IRCConnection.Event {
        while true {
            let event: IRCConnection.Event
            do throws(TransportFailure) {
                event = try connection.next(until: deadline, hearsBell: hearsBell)
            } catch {
                throw .transport(error)
            }
            guard case .line(let line) = event else { return event }
            switch line.command {
            case "PING":
                try write("PONG :\(line.text)", connection, until: .now + limits.ircAnswer)
            case "ERROR" where isIn:
                throw .transport(Self.ended(server, line.text))
            default: return event
            }
        }
    }

    private var timeout: Failure {
        .transport(.init(.timeout, "\(server.hostAndPort) did not answer in time"))
    }

    private static func ended(_ server: IRCServer, _ text: String) -> TransportFailure {
        TransportFailure(.reset, "\(server.hostAndPort) ended the connection: \(text)")
    }

    /// RFC 2812, section 5.2, and what servers have added.
    private static let joinErrors: Set = [
        403, 405, 407, 437, 461, 471, 473, 474, 475, 476, 477, 480, 485, 489, 520,
    ]
    private static let messageErrors: Set = [401, 403, 404, 407, 411, 412, 413, 414, 415, 477, 531]
}
