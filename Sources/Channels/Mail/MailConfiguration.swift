internal import Formats

/// The parameters of a mail, checked.
struct MailConfiguration: Sendable {
    private(set) var addressing: MailAddressing
    let from: NamedAddress?
    let route: MailRequest.Route

    init(_ values: JSONObject) throws(ParameterErrors) {
        var parameters = Parameters(values, of: MailChannel.declaration)
        let isLocal = (parameters.text("server") ?? "").isEmpty
        addressing = MailAddressing(
            &parameters, allowingLocal: isLocal, recipients: MailLimits.recipients)
        from = Self.from(&parameters, allowingLocal: isLocal)
        let route = isLocal ? Self.localRoute(&parameters) : Self.serverRoute(&parameters)
        self.route = try parameters.finish(route)
    }

    func leavingOut(_ denied: Set<String>) -> MailConfiguration {
        var rest = self
        rest.addressing = addressing.leavingOut(denied)
        return rest
    }

    /// The one address of a parameter; a user name that is an address stands in for it.
    private static func from(
        _ parameters: inout Parameters, allowingLocal: Bool
    ) -> NamedAddress? {
        if parameters.text("from")?.isEmpty == false {
            return parameters.address("from", allowingLocal: allowingLocal)
        }
        return parameters.text("username").flatMap { try? NamedAddress(MailAddress($0)) }
    }
}
