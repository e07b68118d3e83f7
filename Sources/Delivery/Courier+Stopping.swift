import Persistence
import Platform

extension Courier {
    func stop() {
        guard phase == .running else { return }
        phase = .stopping
        timer?.task.cancel()
        timer = nil
        for pause in pauses.values { pause.cancel() }
        scheduler.removeAllWaiting()
        turns.removeAllWaiting()
        endWaitForRoom()
        if !attempts.isEmpty {
            let (clock, time) = (clock, clock.now() + limits.stopGrace)
            graceTimer = Task {
                guard (try? await clock.sleep(until: time)) != nil else { return }
                self.cancelAttempts()
            }
        }
        endIfDone()
    }

    private func cancelAttempts() {
        for attempt in attempts.values { attempt.cancel() }
    }

    /// The deliveries stay pending in the store, and are sent again.
    func giveUpRecording(_ error: StoreError) {
        log.error(
            "what became of \(outcomes.count) deliveries could not be stored, "
                + "so they will be repeated after the next start: \(error)")
        outcomes = []
    }

    func endIfDone() {
        guard phase == .stopping else { return }
        recordIfNeeded()
        guard attempts.isEmpty, !isRecording, !isPlanning, !isLoading else { return }
        phase = .stopped
        noteScan()
        graceTimer?.cancel()
        graceTimer = nil
        ended?.resume()
        ended = nil
    }
}
