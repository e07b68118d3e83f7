internal import Formats

/// The parameters of a mail, checked.
struct MailConfiguration: Sendable {
    private(set) var to: [NamedAddress]
    private(set) var cc: [NamedAddress]
    private(set) var bcc: [NamedAddress]
    let from: NamedAddress?
    let replyTo: [NamedAddress]
    let subjectPrefix: String
    let headers: [HTTPHeader]
    let route: MailRequest.Route

    init(_ values: JSONObject) throws(ParameterErrors) {
        var parameters = Parameters(values, of: MailChannel.declaration)
        let isLocal = (parameters.text("server") ?? "").isEmpty
        to = parameters.addresses("to", allowingLocal: isLocal)
        cc = parameters.addresses("cc", allowingLocal: isLocal)
        bcc = parameters.addresses("bcc", allowingLocal: isLocal)
        replyTo = parameters.addresses("reply_to", allowingLocal: isLocal)
        let count = to.count + cc.count + bcc.count
        if count > MailLimits.recipients {
            parameters.fault(
                "to",
                "leads to \(count) recipients with cc and bcc, and may lead to "
                    + "\(MailLimits.recipients); write to a mailing list instead")
        }
        from = Self.from(&parameters, allowingLocal: isLocal)
        subjectPrefix = Self.prefix(&parameters)
        headers = Self.headers(&parameters)
        let route = isLocal ? Self.localRoute(&parameters) : Self.serverRoute(&parameters)
        self.route = try parameters.finish(route)
    }

    /// Everybody who gets it.
    var recipients: [NamedAddress] { to + cc + bcc }

    func leavingOut(_ denied: Set<String>) -> MailConfiguration {
        var rest = self
        rest.to.removeAll { denied.contains($0.address.text) }
        rest.cc.removeAll { denied.contains($0.address.text) }
        rest.bcc.removeAll { denied.contains($0.address.text) }
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

    private static func prefix(_ parameters: inout Parameters) -> String {
        let prefix = parameters.text("subject_prefix") ?? ""
        if prefix.count > MailLimits.subjectPrefix {
            parameters.fault(
                "subject_prefix", "is longer than \(MailLimits.subjectPrefix) characters")
        }
        if prefix.cleaned(oneLine: true) != prefix {
            parameters.fault("subject_prefix", "has a line break or another control character")
        }
        return prefix
    }

    private static func headers(_ parameters: inout Parameters) -> [HTTPHeader] {
        let members = parameters.object("headers")?.members ?? []
        if members.count > MailLimits.headers {
            parameters.fault(
                "headers", "has \(members.count) fields and may have \(MailLimits.headers)")
        }
        var headers: [HTTPHeader] = []
        var seen: Set<String> = []
        for (name, value) in members {
            let path = HTTPHeader.isName(name) ? "headers.\(name)" : "headers"
            if !MailHeaderName.isFree(name) {
                parameters.fault(path, "cannot be set: \(MailHeaderName.freeWords) can")
            } else if !seen.insert(name.lowercased()).inserted {
                parameters.fault(path, "comes twice")
            } else if let text = value.string {
                if text.utf8.count > MailLimits.headerValue {
                    parameters.fault(
                        path, "has a value of more than \(MailLimits.headerValue) bytes")
                }
                if text.cleaned(oneLine: true) != text {
                    parameters.fault(
                        path, "has a line break or another control character in its value")
                }
                headers.append(HTTPHeader(name, text))
            } else {
                parameters.fault(path, "must be a text, not \(value.kind)")
            }
        }
        return headers
    }
}
