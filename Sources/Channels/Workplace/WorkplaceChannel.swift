package import Domain
package import Formats

/// Posts to a group of Workplace through the Graph interface.
package struct WorkplaceChannel: Channel {
    private static let standardAPI = "https://graph.facebook.com"
    private static let standardVersion = "v14.0"

    package static let declaration = ChannelDeclaration(
        kind: "workplace", summary: "Posts the message and its runs to a group of Workplace.",
        parameters: [
            .init(
                "group_id", .integer, isRequired: true,
                meaning: "The number of the group, as its address shows it."),
            .init(
                "access_token", .text, isRequired: true, isSecret: true,
                meaning: "The access token of a custom integration that may manage group content."),
            .init(
                "version", .text, standard: .string(standardVersion),
                meaning: "The version of the Graph interface."),
            .init(
                "api", .text, standard: .string(standardAPI),
                meaning: "The address of the Graph interface."),
        ])

    private let url: HTTPAddress
    private let token: String

    package init(parameters: JSONObject) throws(ParameterErrors) {
        var parameters = Parameters(parameters, of: Self.declaration)
        let api = parameters.service("api", standard: Self.standardAPI)
        parameters.requireTLS("api", api)
        let version = parameters.text("version") ?? Self.standardVersion
        if version.wholeMatch(of: /v[0-9]{1,3}\.[0-9]{1,3}/) == nil {
            parameters.fault("version", "must be like \(Self.standardVersion)")
        }
        let group = parameters.integer("group_id")
        if let group, group < 1 { parameters.fault("group_id", "must be greater than 0") }
        token = parameters.token("access_token") ?? ""
        url = try parameters.finish(
            api.flatMap { try? $0.appending([version, "\(group ?? 0)", "feed"]) })
    }

    package var destination: Destination { Destination(url) }

    package func request(
        for message: Message, at now: Timestamp
    ) throws(UnsendableMessage) -> ChannelRequest {
        .http(
            HTTPRequest(
                url: url,
                headers: [
                    HTTPHeader("Content-Type", "application/json"),
                    HTTPHeader("Authorization", "Bearer \(token)"),
                ],
                body: JSONValue.object(["message": .string(PlainText.text(of: message))]).bytes))
    }

    package func verdict(on reply: ChannelReply) -> Verdict {
        let verdict = HTTPVerdict.of(reply, from: url)
        // Also what may pass is answered with 400.
        guard case .rejected(let reason) = verdict, case .http(let reply) = reply,
            GraphError(reply)?.passes == true
        else { return verdict }
        return .retry(after: reply.retryAfter, reason: reason)
    }
}
