import Control
import Domain
import Formats
import Persistence

extension ControlMethod {
    static let listDenials = ControlMethod("ListDenials") { request in
        let after = request.text("after") ?? ""
        let all = try await request.parts.store.denials(by: request.caller)
        var names = OwnerNames()
        let rest = all.drop { !after.isEmpty && !$0.comes(after: after) }
        let page = rest.prefix(Domain.Limits.pageRows)
        var reply: JSONObject = [
            "denials": .array(page.map { $0.wire(by: names.name(of: Owner(uid: $0.by))) })
        ]
        if page.count < rest.count { reply["next"] = (page.last?.place).map(JSONValue.string) }
        return reply
    }
}

extension Denial {
    /// Where it stands in the list, which is in the order of the store.
    fileprivate var place: String { "\(kind ?? "") \(pattern)" }

    fileprivate func comes(after place: String) -> Bool {
        let parts = place.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        let other = (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
        func isBefore(_ left: String, _ right: String) -> Bool {
            left.utf8.lexicographicallyPrecedes(right.utf8)
        }
        let own = kind ?? ""
        return own == other.0 ? isBefore(other.1, pattern.text) : isBefore(other.0, own)
    }
}
