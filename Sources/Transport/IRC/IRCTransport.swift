package import Channels
internal import Platform

/// Says messages on servers of IRC, over one connection for each server and nickname, which is kept while
/// it is used.
package final class IRCTransport: Sendable {
    private let limits: Limits
    private let visits = Locked<[IRCServer: IRCVisit]>([:])

    package init(limits: Limits = Limits()) { self.limits = limits }

    deinit {
        for visit in visits.withLock({ Array($0.values) }) { visit.leave() }
    }

    /// Carries out one request; cancelling the task answers it at once.
    package func send(_ request: IRCRequest) async -> ChannelReply {
        let place = request.server.hostAndPort
        guard CurlLibrary.isReady else {
            return .failed(
                .init(.other, "libcurl could not be started; free memory and try again"))
        }
        let job = IRCJob(request)
        do throws(SystemError) {
            try hand(job)
        } catch {
            return .failed(.init(.other, "\(error)"))
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { job.answer.wait($0) }
        } onCancel: {
            job.end(
                .failed(.init(.cancelled, "the message to \(place) was cancelled")))
        }
    }

    /// Gives it to the connection that there is, or to a new one.
    private func hand(_ job: IRCJob) throws(SystemError) {
        let server = job.request.server
        if let visit = visits.withLock({ $0[server] }), visit.take(job) { return }
        let visit = try IRCVisit()
        _ = visit.take(job)
        let isFirst = visits.withLock { visits in
            // Another may have made one meanwhile, which then takes it.
            if let other = visits[server], other.take(job) { return false }
            visits[server] = visit
            return true
        }
        guard isFirst else { return }
        do throws(SystemError) {
            try Thread.start(name: "irc") { [limits, visits] in
                IRCSession(server, visit, limits).run()
                visits.withLock { if $0[server] === visit { $0[server] = nil } }
            }
        } catch {
            for job in visit.close() { job.end(.failed(.init(.other, "\(error)"))) }
        }
    }
}

/// One message and who waits for it.
final class IRCJob: Sendable {
    let request: IRCRequest
    let deadline: ContinuousClock.Instant
    let answer = OneAnswer<ChannelReply>()
    private let isEnded = Locked(false)

    init(_ request: IRCRequest) {
        self.request = request
        deadline = .now + request.timeout
    }

    /// Whether nobody waits any more.
    var isOver: Bool { isEnded.withLock { $0 } }

    func end(_ reply: ChannelReply) {
        isEnded.withLock { $0 = true }
        answer.give(reply)
    }
}

/// What the thread of a connection shares with those who have messages for it.
final class IRCVisit: Sendable {
    private struct State {
        var jobs: [IRCJob] = []
        var isOpen = true
        var isWanted = true
    }

    private let state = Locked(State())
    private let bell: Bell

    init() throws(SystemError) { bell = try Bell() }

    /// Readable when there is something to take.
    var number: CInt { bell.number }

    /// False when the connection is closed, or about to be.
    func take(_ job: IRCJob) -> Bool {
        let isTaken = state.withLock { state in
            if state.isOpen { state.jobs.append(job) }
            return state.isOpen
        }
        if isTaken { bell.ring() }
        return isTaken
    }

    func leave() {
        state.withLock { $0.isWanted = false }
        bell.ring()
    }

    func hear() { bell.hear() }

    /// The message that has waited longest; nil where there is none.
    func next() -> IRCJob? {
        state.withLock { $0.jobs.isEmpty ? nil : $0.jobs.removeFirst() }
    }

    var isWanted: Bool { state.withLock { $0.isWanted } }

    /// Whether it is closed, for nobody had a message left.
    func closeIfIdle() -> Bool {
        state.withLock { state in
            if state.jobs.isEmpty { state.isOpen = false }
            return !state.isOpen
        }
    }

    /// Closes it; those that are left.
    func close() -> [IRCJob] {
        state.withLock { state in
            state.isOpen = false
            defer { state.jobs = [] }
            return state.jobs
        }
    }
}
