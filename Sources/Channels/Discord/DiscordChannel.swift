package import Domain
package import Formats

/// Posts an embed to a webhook of Discord.
package struct DiscordChannel: Channel {
    package static let declaration = ChannelDeclaration(
        kind: "discord", summary: "Posts the message and its runs to a Discord channel.",
        parameters: [
            .init(
                "webhook", .text, isRequired: true, isSecret: true,
                meaning: "The https URL of a webhook, as the channel's settings show it."),
            .init(
                "username", .text,
                meaning: "The name to post under, instead of the webhook's own."),
            .init("thread_id", .text, meaning: "The thread of the channel to post to."),
        ],
        // https://discord.com/developers/docs/topics/rate-limits: what a webhook's answers say.
        rate: SendingRate(5, per: .seconds(2)), digestLength: DiscordLimits.description / 2)

    private let url: HTTPAddress
    private let username: String?

    package init(parameters: JSONObject) throws(ParameterErrors) {
        var parameters = Parameters(parameters, of: Self.declaration)
        username = Self.username(&parameters)
        let url = Self.url(&parameters)
        self.url = try parameters.finish(url)
    }

    package var destination: Destination { Destination(url, isWholeURL: true) }

    package func request(
        for message: Message, at now: Timestamp
    ) throws(UnsendableMessage) -> ChannelRequest {
        .http(
            HTTPRequest(
                url: url, headers: [HTTPHeader("Content-Type", "application/json")],
                body: DiscordPayload.value(for: message, username: username).bytes))
    }

    package func verdict(on reply: ChannelReply) -> Verdict {
        HTTPVerdict.of(reply, from: url) { $0.retryAfter(inBody: "retry_after") }
    }

    private static func username(_ parameters: inout Parameters) -> String? {
        guard let name = parameters.text("username"), !name.isEmpty else { return nil }
        if name.count > DiscordLimits.username || name.cleaned(oneLine: true) != name {
            parameters.fault(
                "username", "must be one line of at most \(DiscordLimits.username) characters")
        }
        return name
    }

    /// The webhook's URL, with the wish to hear what became of the message.
    private static func url(_ parameters: inout Parameters) -> HTTPAddress? {
        let thread = parameters.text("thread_id") ?? ""
        if !thread.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) {
            parameters.fault("thread_id", "must be the number of a thread")
        }
        guard let given = parameters.url("webhook") else { return nil }
        if given.scheme != .https, !given.isLoopback {
            parameters.fault("webhook", "must start with https://")
        }
        if given.text.contains("#") {
            parameters.fault("webhook", "has a #, which no webhook has")
            return nil
        }
        let path = given.text.prefix { $0 != "?" }
        if ["/slack", "/github"].contains(where: path.hasSuffix) {
            parameters.fault(
                "webhook", "takes what another service would send: give it as Discord shows it")
        }
        var text = given.text + (given.text.contains("?") ? "&" : "?") + "wait=true"
        if !thread.isEmpty { text += "&thread_id=\(thread)" }
        do throws(HTTPAddress.Problem) { return try HTTPAddress(text) } catch {
            parameters.fault("webhook", "is no usable URL: it \(error.clause)")
            return nil
        }
    }
}
