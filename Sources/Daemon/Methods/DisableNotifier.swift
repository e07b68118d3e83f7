import Control
import Domain
import Formats
import Persistence
import Platform

extension ControlMethod {
    static let disableNotifier = ControlMethod("DisableNotifier") { request in
        let reason = request.text("reason") ?? ""
        guard reason.utf8.count <= Domain.Limits.reasonBytes else {
            throw CallError.invalid([
                Fault(
                    path: "reason", message: "must have at most \(Domain.Limits.reasonBytes) bytes")
            ])
        }
        try await request.parts.store.setDisablement(
            Notifier.Disablement(at: request.parts.clock.now, reason: reason),
            ofNotifier: request.notifierName(), by: request.caller)
        return [:]
    }

    static let enableNotifier = ControlMethod("EnableNotifier") { request in
        try await request.parts.store.setDisablement(
            nil, ofNotifier: request.notifierName(), by: request.caller)
        return [:]
    }
}
