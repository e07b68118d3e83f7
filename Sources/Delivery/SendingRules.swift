package import Domain

/// What the service's administrators allow deliveries.
package struct SendingRules: Sendable {
    /// Addresses to which nothing is sent.
    package var denyList = DenyList()
    /// Whether whoever chose a destination may choose any.
    package var isAdministrator: @Sendable (Owner) -> Bool = { _ in true }
    /// What all others may reach besides the public Internet.
    package var privateAddresses = PrivateAddresses.none
    /// What counts instead of what the kinds of channels declare, by kind.
    package var limits: [String: SendingLimits] = [:]

    package init() {}

    func reach(of author: Owner) -> NetworkReach {
        isAdministrator(author) ? .everywhere : privateAddresses.reach
    }

    func limits(of declaration: ChannelDeclaration) -> SendingLimits {
        let standard = SendingLimits(rate: declaration.rate.map { .atMost($0) })
        return limits[declaration.kind]?.completed(by: standard) ?? standard
    }
}
