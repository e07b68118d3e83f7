import Domain
import Formats
import LaunchProtocol
import Launching
import Persistence
import Platform

extension Supervisor {
    /// Compares what the store holds for unfinished with what a launcher holds, and acts on each difference.
    func takeUp(_ client: LauncherClient) async throws {
        let held = Dictionary(try await client.held().map { ($0.id, $0) }) { first, _ in first }
        try await inTurn {
            let unfinished = try await store.unfinishedRuns()
            // Nothing has been taken yet: it is all left to whoever comes next.
            if isReleased { return client.release() }
            results.sweep(keeping: Set(unfinished.map(\.run.launchID)))
            let lost = sort(unfinished, by: held, of: client)
            log.info("the launcher \(client.instance) holds \(held.count) runs", .launcherFound)
            // What is held is recorded last, since its end says whether it was replaced.
            guard await complete(lost), await replace(by: unfinished.map(\.run.uid)),
                await recordInTurn(held.values.compactMap(\.report))
            else { return }
            open()
            await serve()
        }
    }

    /// Finds each unfinished run its place; gives back the ends of those that are lost.
    private func sort(
        _ unfinished: [StartableRun], by held: [String: HeldRun], of client: LauncherClient
    ) -> [Completion] {
        let handedOver = Set(active.values.map(\.run.uid))
        let brought = Set(
            unfinished.map(\.run.uid).filter { room[$0] != nil && !handedOver.contains($0) })
        for startable in unfinished
        where startable.run.state == .pending && !brought.contains(startable.run.uid) {
            judged.insert(startable.run.uid)
        }
        launcher = client
        trouble = nil
        room = WaitingRoom(limits: room.limits)
        (active, starting, backlog, arrivals) = ([:], [], [], [])
        var lost: [Completion] = []
        for startable in unfinished {
            let run = startable.run
            if let known = held[run.launchID] {
                active[run.launchID] = startable
                if known.report == nil { starting.insert(run.launchID) }
                room.activate(startable)
            } else if run.state == .pending,
                run.launcher == nil || run.launcher == client.instance
                    || brought.contains(run.uid)
            {
                // It was never with a launcher, or not with this one, so this one may have it.
                room.wait(startable)
                arrivals.append(run.uid)
            } else {
                // Those that come after it are to find it there until its end is recorded.
                room.activate(startable)
                lost.append(
                    completion(
                        of: startable, .lost(Self.lossMessage), startedAt: run.startedAt,
                        at: clock.now))
            }
        }
        unsentEnds = Set(replacements.keys)
        room.clockChanged(now: clock.now)
        return lost
    }

    private static let lossMessage =
        "the machine or the launcher went down under it; how it ended cannot be known"
}
