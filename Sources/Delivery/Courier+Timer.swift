extension Courier {
    /// One timer for whatever comes first: the end of a pause or gap, or deliveries that become due.
    func arm() {
        let now = clock.now()
        let due = isLoading || !hasRoom || search.until != nil ? nil : dueTime(now: now)
        guard let deadline = [due, scheduler.wakeAt].compactMap(\.self).min() else {
            timer?.task.cancel()
            timer = nil
            return
        }
        // One that fires too early looks again; it is not worth a new one each time.
        if let timer, timer.deadline <= deadline { return }
        timer?.task.cancel()
        let clock = clock
        timer = (
            deadline,
            Task {
                guard (try? await clock.sleep(until: deadline)) != nil else { return }
                self.timerFired(deadline)
            }
        )
    }

    private func timerFired(_ deadline: Duration) {
        guard timer?.deadline == deadline else { return }
        timer = nil
        wakeUps += 1
        work()
    }
}
