package import Formats
package import Platform

/// One call of a method, whose parameters follow the interface.
package struct Call: Sendable {
    /// Without its interface: `ListRuns`.
    package let method: String
    /// Members that the caller left null are absent.
    package let parameters: JSONObject
    /// Whether the caller takes several replies.
    package let wantsMore: Bool
    /// Whether the caller takes no reply at all.
    package let isOneway: Bool
    package let peer: Peer

    package init(
        method: String, parameters: JSONObject, wantsMore: Bool = false, isOneway: Bool = false,
        peer: Peer
    ) {
        self.method = method
        self.parameters = parameters
        self.wantsMore = wantsMore
        self.isOneway = isOneway
        self.peer = peer
    }
}
