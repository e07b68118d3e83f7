import Channels
import Control
import Definitions
import Delivery
import Domain
import Formats
import Persistence
import Platform

extension ControlMethod {
    static let addDenial = ControlMethod("AddDenial") { request in
        let reason = request.text("reason") ?? ""
        guard reason.utf8.count <= Domain.Limits.reasonBytes else {
            throw CallError.invalid([
                Fault(
                    path: "reason", message: "must have at most \(Domain.Limits.reasonBytes) bytes")
            ])
        }
        let store = request.parts.store
        try await store.addDenial(
            Denial(
                kind: try request.channelKind(), pattern: try request.addressPattern(),
                reason: reason, by: request.caller.uid, since: request.parts.clock.now),
            by: request.caller)
        try await request.parts.denyList.refresh(store.denials)
        return [:]
    }
}

extension ControlRequest {
    func addressPattern() throws(CallError) -> AddressPattern {
        do throws(AddressPattern.Problem) {
            return try AddressPattern(text("address") ?? "")
        } catch {
            throw .invalid([Fault(path: "address", message: error.clause)])
        }
    }

    /// The kind of channel that is meant; nil for every one.
    func channelKind() throws(CallError) -> String? {
        guard let kind = text("kind") else { return nil }
        let known = ChannelTable.declarations.map(\.kind)
        guard known.contains(kind) else {
            let message = UnknownWord.message("kind", kind, among: known, alwaysList: true)
            throw .invalid([Fault(path: "kind", message: message)])
        }
        return kind
    }
}
