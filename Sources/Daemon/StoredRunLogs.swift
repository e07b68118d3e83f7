import Delivery
import Domain
import Glibc
import Persistence
import Platform
import Supervision

/// The logs of the runs that the store knows, for deliveries that send them away.
struct StoredRunLogs: RunLogSource {
    let store: Store
    let logs: RunLogs

    /// Whoever wrote the run's notifications may read its log: they are its owner, or an administrator.
    private static let reader = Caller(uid: 0, isAdministrator: true)

    func read(
        _ run: UID, endingIn bound: Int64, _ take: (String) throws -> Void
    ) async throws {
        let found: Run
        do throws(StoreError) {
            found = try await store.run(run, by: Self.reader)
        } catch {
            guard case .notFound = error else { throw error }
            throw NoRunLog("the run is not in the store any more")
        }
        var reader: RunLogReader
        do throws(SystemError) {
            reader = try RunLogReader(path: logs.path(of: found), endingIn: bound)
        } catch {
            guard error.errno == ENOENT else { throw error }
            throw NoRunLog("the run has no log: it was never started, or its log was deleted")
        }
        while let piece = try reader.next() { try take(piece) }
    }
}
