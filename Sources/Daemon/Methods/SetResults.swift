import Control
import Delivery
import Domain
import Formats
import Persistence
import Platform

extension ControlMethod {
    static let setResults = ControlMethod("SetResults") { request in
        let uid = try request.uid("run", of: "run")
        let results = request.parameters["results"]?.object ?? [:]
        try checkRights(
            to: uid, of: try await request.parts.store.user(ofRun: uid), request.caller)
        let faults = RunResults.faults(results, path: "results")
        guard faults.isEmpty else { throw CallError.invalid(faults) }
        let now = request.parts.clock.now
        let reported = try await request.parts.store.setResults(results, of: uid, now: now)
        request.parts.announcements.announce(.results(reported.run, at: now))
        if let event = reported.tell { await request.parts.courier.enqueue([event]) }
        return [:]
    }

    /// A command reports of its own run, also where it runs as another user than the run's owner.
    private static func checkRights(
        to uid: UID, of user: RunUser, _ caller: Caller
    ) throws(CallError) {
        if caller.mayManage(user.owner) { return }
        if let name = user.name, SystemUser(named: name)?.uid == caller.uid { return }
        throw .notPermitted(
            "the run \(uid) belongs to user \(user.owner.uid): only they, administrators and the user "
                + "its command runs as may report its results")
    }
}
