import Domain
import Persistence
import Platform

extension Courier {
    func recordIfNeeded() {
        guard !isRecording, !outcomes.isEmpty else { return }
        // While stopping, a store that failed is asked once more: when nothing is under way.
        guard phase == .running || writeTrouble.error == nil || attempts.isEmpty else { return }
        isRecording = true
        Task { await record() }
    }

    /// Stores outcomes until none waits: whatever came in during one write goes into the next.
    private func record() async {
        while !outcomes.isEmpty {
            let batch = Array(outcomes.prefix(limits.outcomes))
            do {
                let results = try await outbox.recordOutcomes(batch.map(\.stored))
                outcomes.removeFirst(batch.count)
                writeWorked()
                recorded(batch, results)
            } catch {
                guard phase == .running else {
                    _ = writeTrouble.failed(error, now: clock.now(), limits: limits)
                    if attempts.isEmpty { giveUpRecording(error) }
                    break
                }
                await writeFailed(error)
            }
        }
        isRecording = false
        work()
    }

    private func recorded(_ batch: [Outcome], _ results: [RecordedOutcome]) {
        var ended: [EndedDelivery] = []
        for (outcome, result) in zip(batch, results) {
            let delivery = outcome.delivery
            if case .released(let free) = result {
                release(free, behind: delivery.id, at: outcome.at)
            }
            forget(delivery.id)
            if isLoading { endedDuringLoad.insert(delivery.id) }
            switch result {
            case .applied, .released:
                if delivery.state.isFinal {
                    ended.append(EndedDelivery(delivery: delivery, owner: outcome.owner))
                }
                if let next = delivery.nextAttemptAt { search.note(next) }
                if delivery.collectsLog, delivery.state.isFinal { search.note(outcome.at) }
            case .overtaken(let next):
                if let next { search.note(next) }
            }
        }
        if !ended.isEmpty { tell(ended) }
        work()
    }

    /// Tells of deliveries that have ended, once that is stored.
    func tell(_ ended: [EndedDelivery]) {
        for delivery in ended.map(\.delivery) where delivery.state == .failed {
            log.record(
                Log.Entry(
                    .warning,
                    "the notification \(delivery.id.notification) of \(delivery.key)"
                        + "\(delivery.run.map { ", run \($0)," } ?? "") could not be delivered: "
                        + delivery.reason, kind: .deliveryFailed, fields: delivery.logFields))
        }
        observe(ended)
    }

    /// Nothing is sent while outcomes cannot be stored; returns when the store is to be tried again.
    func writeFailed(_ error: StoreError) async {
        scheduler.hold()
        let (isNews, pause) = writeTrouble.failed(error, now: clock.now(), limits: limits)
        if isNews {
            log.error(
                "nothing is delivered until the store can be written again: \(error)",
                .storeTrouble)
        }
        await rest(until: pause)
    }

    func writeWorked() {
        guard writeTrouble.worked() else { return }
        log.notice("the store can be written again; delivery goes on", .storeRecovered)
        scheduler.release()
        // What was stored and seemed not to be has perhaps let others go on.
        search.noteOverdue()
    }

    func readFailed(_ error: StoreError) async {
        let (isNews, pause) = readTrouble.failed(error, now: clock.now(), limits: limits)
        if isNews {
            log.error(
                "what is left to deliver cannot be read from the store: \(error)", .storeTrouble)
        }
        await rest(until: pause)
    }

    func readWorked() {
        if readTrouble.worked() { log.notice("the store can be read again", .storeRecovered) }
    }

    private func rest(until time: Duration) async {
        guard phase == .running else { return }
        lastPause += 1
        let (number, clock) = (lastPause, clock)
        let pause = Task { _ = try? await clock.sleep(until: time) }
        pauses[number] = pause
        await pause.value
        pauses[number] = nil
    }
}
