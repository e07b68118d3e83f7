import Control
import Delivery
import Domain
import Formats
import Persistence

extension ControlMethod {
    static let removeDenial = ControlMethod("RemoveDenial") { request in
        let store = request.parts.store
        let wasThere = try await store.removeDenial(
            kind: try request.channelKind(), pattern: try request.addressPattern(),
            by: request.caller)
        try await request.parts.denyList.refresh(store.denials)
        return ["removed": .bool(wasThere)]
    }
}
