import Control
import Domain
import Formats

extension ControlMethod {
    static let reload = ControlMethod("Reload") { request in
        guard request.caller.isAdministrator else {
            throw CallError.notPermitted(
                "only administrators may have settings and schedule files read again")
        }
        let pending = try await request.configuration.reload()
        return ["after_restart": .array(pending.map(JSONValue.string))]
    }
}
