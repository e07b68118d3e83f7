import Domain
import Persistence
import Supervision
import Platform
import TestKit

/// What the supervisor tells the rest of the program, for a test to wait for.
final class Recorder: Sendable {
    private struct State {
        var runs: [UID: Run] = [:]
        var announcements: [Run] = []
        var told: [EventToTell] = []
        var ended: [CompletedRun] = []
        var reaction: (@Sendable ([CompletedRun]) async -> Void)?
    }

    private let state = Watched(State())

    var listeners: Supervisor.Listeners {
        .init(
            tell: { events in self.state.withLock { $0.told += events } },
            ended: { runs in
                let reaction = self.state.withLock {
                    $0.ended += runs
                    return $0.reaction
                }
                await reaction?(runs)
            },
            announce: { run in
                self.state.withLock {
                    $0.runs[run.uid] = run
                    $0.announcements.append(run)
                }
            })
    }

    /// The occasions told of a run, in their order.
    func told(of run: UID) -> [Occasion] {
        state.withLock { $0.told.filter { $0.event.run == run }.map(\.event.occasion) }
    }

    /// Does something about the ends it is told of, as the scheduler does.
    func react(_ reaction: @escaping @Sendable ([CompletedRun]) async -> Void) {
        state.withLock { $0.reaction = reaction }
    }

    /// The ends told of a run.
    func ends(of run: UID) -> [CompletedRun] {
        state.withLock { $0.ended.filter { $0.run.uid == run } }
    }

    /// The states announced of a run, in their order.
    func announced(of run: UID) -> [RunState] {
        state.withLock { $0.announcements.filter { $0.uid == run }.map(\.state) }
    }

    /// Waits until the run is in such a state.
    @discardableResult
    func run(_ uid: UID, is isMet: @escaping @Sendable (RunState) -> Bool) async -> Run? {
        await state.wait { $0.runs[uid].map { isMet($0.state) } ?? false }
        return state.withLock { $0.runs[uid] }
    }

    /// Waits until the run waits for that attempt.
    func attempt(_ uid: UID, _ number: Int64) async {
        await state.wait {
            $0.announcements.contains {
                $0.uid == uid && $0.attempt == number && $0.state == .pending
            }
        }
    }

    /// Waits until that attempt of the run was started.
    func attemptStarted(_ uid: UID, _ number: Int64) async {
        await state.wait {
            $0.announcements.contains {
                $0.uid == uid && $0.attempt == number && $0.state == .running
            }
        }
    }

    /// Waits until that many runs have ended.
    func ended(_ count: Int) async {
        await state.wait { $0.runs.values.count { $0.state.isFinal } >= count }
    }
}
