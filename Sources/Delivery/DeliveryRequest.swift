import Domain
import Formats

/// What somebody asked of a delivery that is in memory; the store has it already.
struct DeliveryRequest {
    enum Kind { case cancel, retry }

    let kind: Kind
    /// The delivery's own, as the request left it: it grows with each retry, and so tells their order.
    let triedSince: Timestamp

    /// Whether it was stored after the other one, whichever of them is heard of first.
    func comes(after other: DeliveryRequest) -> Bool {
        triedSince == other.triedSince ? kind == .cancel : triedSince > other.triedSince
    }
}
