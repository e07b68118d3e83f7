import Control
import Domain
import Formats
import Persistence
import Supervision

extension ControlMethod {
    static let abortRun = ControlMethod("AbortRun") { request in
        let uid = try request.uid("run", of: "run")
        try checkUnfinished(try await request.parts.store.run(uid, by: request.caller))
        guard await request.parts.supervisor.abort(uid) else {
            // It may have ended while we asked.
            try checkUnfinished(try await request.parts.store.run(uid, by: request.caller))
            throw CallError.unavailable("the launcher does not answer: try again in a moment")
        }
        return [:]
    }

    private static func checkUnfinished(_ run: Run) throws(CallError) {
        guard !run.state.isFinal else {
            throw .invalidState("the run \(run.uid) has ended already: it is \(run.state.rawValue)")
        }
    }
}
