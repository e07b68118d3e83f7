import Control
import Definitions
import Domain
import Formats
import Persistence
import Platform

extension ControlMethod {
    static let addNotifier = ControlMethod("AddNotifier") { request in
        let parts = request.parts
        guard let name = try request.name("name") else { throw CallError.invalidParameter("name") }
        var written = JSONObject()
        for field in NotifierField.allCases {
            written[field.rawValue] = request.parameters[field.rawValue]
        }
        let configuration: ChannelConfiguration
        do throws(InvalidDefinition) {
            configuration = try parts.notificationReader(for: request.caller).notifier(
                onWire: written)
        } catch {
            throw CallError.invalid(error.faults)
        }
        let owner = Owner(uid: request.caller.uid)
        if let fault = NotifierCheck(parts).fault(ofKind: configuration.kind, for: owner) {
            throw CallError.invalid([
                Fault(path: NotifierField.kind.rawValue, message: fault)
            ])
        }
        try await parts.store.addNotifier(
            NotifierDraft(
                name: name, configuration: configuration,
                isShared: request.parameters["shared"]?.bool),
            replacing: request.flag("replace"), by: request.caller, now: parts.clock.now)
        return [:]
    }
}
