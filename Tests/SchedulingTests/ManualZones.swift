import Platform
import Recurrence
import TestKit

/// The system's zones, some of which a test replaces.
final class ManualZones: ZoneSource {
    private struct State {
        var replaced: [String: Result<Zone, UnknownZone>] = [:]
        var waiting: CheckedContinuation<Void, any Error>?
    }

    private let state = Watched(State())

    init() {}

    /// Has a name mean another zone, or none; nobody is told.
    func replace(_ name: String?, by zone: Zone?) {
        let result: Result<Zone, UnknownZone> =
            zone.map { .success($0) } ?? .failure(UnknownZone(message: "there is no such zone"))
        state.withLock { $0.replaced[name ?? ""] = result }
    }

    func zone(_ name: String?) throws(UnknownZone) -> Zone {
        if let replaced = state.withLock({ $0.replaced[name ?? ""] }) { return try replaced.get() }
        return try SystemZones.zone(name)
    }

    /// Has the one who waits for a change look; returns once that is done.
    func tell() async {
        await waited()
        state.withLock {
            $0.waiting?.resume()
            $0.waiting = nil
        }
        await waited()
    }

    func changed() async throws {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                state.withLock {
                    $0.waiting = continuation
                    if Task.isCancelled { cancel(&$0) }
                }
            }
        } onCancel: {
            state.withLock { cancel(&$0) }
        }
    }

    /// Returns when somebody waits for a change.
    private func waited() async { await state.wait { $0.waiting != nil } }

    private func cancel(_ state: inout State) {
        state.waiting?.resume(throwing: CancellationError())
        state.waiting = nil
    }
}
