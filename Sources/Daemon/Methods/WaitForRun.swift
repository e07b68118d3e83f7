import Control
import Domain
import Formats
import Persistence

extension ControlMethod {
    static let waitForRun = ControlMethod("WaitForRun") { request in
        let uid = try request.uid("run", of: "run")
        // Listening begins before the question, so that an end between the two is not missed.
        let ends = request.parts.announcements.listen { announcement in
            if case .run(let run) = announcement {
                run.uid == uid && run.state.isFinal
            } else {
                false
            }
        }
        var run = try await request.parts.store.run(uid, by: request.caller)
        if !run.state.isFinal {
            for await case .run(let ended) in ends {
                run = ended
                break
            }
            guard run.state.isFinal else { throw CallError.stopping }
        }
        var names = OwnerNames()
        return ["run": run.wire(owner: names.name(of: run.owner))]
    }
}
