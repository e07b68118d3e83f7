package import Domain
package import Formats

/// Sends mails through Amazon SES.
package struct SESChannel: Channel {
    package static let declaration = ChannelDeclaration(
        kind: "ses", summary: "Mails the message and its runs through Amazon SES.",
        parameters: MailAddressing.whom + [
            .init(
                "from", .text, isRequired: true, environment: ["SES_EMAIL"],
                meaning: "Whose mail it is: an address that is verified there, or of a domain "
                    + "that is.")
        ] + MailAddressing.header + [
            .init(
                "configuration_set", .text,
                meaning: "The configuration set there that it is sent with."),
            AWSAccess.region,
        ] + AWSAccess.parameters, alternatives: AWSAccess.places,
        showsLinks: true)

    private let addressing: MailAddressing
    private let from: NamedAddress
    private let configurationSet: String?
    private let access: AWSAccess

    package init(parameters: JSONObject) throws(ParameterErrors) {
        var parameters = Parameters(parameters, of: Self.declaration)
        addressing = MailAddressing(
            &parameters, allowingLocal: false, recipients: SESLimits.recipients)
        let from = parameters.address("from", allowingLocal: false)
        configurationSet = Self.configurationSet(&parameters)
        access = AWSAccess(&parameters)
        let all = [(name: "from", addresses: from.map { [$0] } ?? [])] + addressing.all
        for (name, addresses) in all where addresses.contains(where: \.address.needsUTF8) {
            parameters.fault(
                name,
                "has an address with other letters than ASCII's before its @, which SES does "
                    + "not take")
        }
        self.from = try parameters.finish(from)
    }

    private static func configurationSet(_ parameters: inout Parameters) -> String? {
        guard let name = parameters.text("configuration_set"), !name.isEmpty else { return nil }
        let isName =
            name.utf8.count <= SESLimits.configurationSet
            && name.unicodeScalars.allSatisfy {
                $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil)
                    || $0 == "-" || $0 == "_"
            }
        if !isName {
            parameters.fault(
                "configuration_set",
                "is no such name: up to \(SESLimits.configurationSet) letters, digits, - and _")
        }
        return name
    }

    package var destination: Destination { access.destination(ofHost: Self.host) }
    package var usesOwnCredentials: Bool { access.credentials == nil }

    package func request(
        for message: Message, at now: Timestamp
    ) throws(UnsendableMessage) -> ChannelRequest {
        guard let url = access.url(ofHost: Self.host) else {
            throw UnsendableMessage("the region \(access.region) makes no usable URL")
        }
        let (content, remarks) = addressing.content(for: message, at: now)
        let bytes = content.bytes(from: from, host: from.address.domain ?? "localhost")
        var fields = [
            (name: "Source", value: from.address.text),
            (name: "RawMessage.Data", value: Base64.text(bytes)),
        ]
        for (index, recipient) in content.recipients.enumerated() {
            fields.append((name: "Destinations.member.\(index + 1)", value: recipient.text))
        }
        if let configurationSet {
            fields.append((name: "ConfigurationSetName", value: configurationSet))
        }
        let request = try AWSQuery.request(
            "SendRawEmail", version: "2010-12-01", fields, to: url, access.signing(for: "ses"))
        return .http(request, remarks: remarks)
    }

    package func verdict(on reply: ChannelReply) -> Verdict {
        AWSVerdict.of(reply, from: destination.text)
    }

    private static let host = "email"
}
