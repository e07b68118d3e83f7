import Domain
import Persistence

extension Supervisor {
    /// What others are told of a change, in the order of its commits.
    struct Notices {
        var events: [EventToTell] = []
        var ended: [CompletedRun] = []
        var runs: [Run] = []
    }

    /// Changes the runs, one task after the other, and tells of it afterwards.
    ///
    /// Those who are told may come back to us at once, so it is told when the turn is over.
    func inTurn<Value, Failure>(
        _ body: () async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        if isBusy {
            await withCheckedContinuation { awaitingTurn.append($0) }
        } else {
            isBusy = true
        }
        do throws(Failure) {
            let value = try await body()
            await endTurn()
            return value
        } catch {
            await endTurn()
            throw error
        }
    }

    private func endTurn() async {
        let told = notices
        notices = Notices()
        if let next = awaitingTurn.popFirst() {
            next.resume()
        } else {
            awaitingTurn = []
            isBusy = false
        }
        if !told.events.isEmpty { await listeners.tell(told.events) }
        if !told.ended.isEmpty { await listeners.ended(told.ended) }
        for run in told.runs { listeners.announce(run) }
    }
}
