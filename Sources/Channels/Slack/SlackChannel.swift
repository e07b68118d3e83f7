package import Domain
package import Formats

/// Posts blocks to a Slack incoming webhook, or as a bot, whose messages of one run make a thread.
package struct SlackChannel: RememberingChannel {
    package static let declaration = ChannelDeclaration(
        kind: "slack", summary: "Posts the message and its runs to a Slack channel.",
        parameters: [
            .init(
                "webhook", .text, isSecret: true, environment: ["SLACK_WEBHOOK"],
                meaning: "The https URL of an incoming webhook, as Slack shows it."),
            .init(
                "token", .text, isSecret: true, isRoute: true,
                meaning: "The token of a bot, which begins with xoxb-; it needs the scope "
                    + "chat:write."),
            .init(
                "channel", .text, isRoute: true,
                meaning: "Where the bot posts: the id of a channel, or its name after #."),
            .init(
                "api", .text, isRoute: true, standard: .string(SlackConfiguration.standardAPI),
                meaning: "The address of the interface that bots use."),
        ],
        alternatives: [["webhook"], ["token", "channel"]], showsLinks: true,
        // https://api.slack.com/apis/rate-limits: so many to each webhook and each channel.
        rate: SendingRate(1, per: .seconds(1)), digestLength: SlackLimits.sectionText)

    private let configuration: SlackConfiguration

    package init(parameters: JSONObject) throws(ParameterErrors) {
        configuration = try SlackConfiguration(parameters)
    }

    package var destination: Destination { configuration.destination }

    package func request(
        for message: Message, at now: Timestamp
    ) throws(UnsendableMessage) -> ChannelRequest { request(for: message, in: nil) }

    package func request(
        for message: Message, continuing memory: String, at now: Timestamp
    ) throws(UnsendableMessage) -> ChannelRequest { request(for: message, in: memory) }

    private func request(for message: Message, in thread: String?) -> ChannelRequest {
        var payload = SlackPayload.value(for: message)
        var headers = [HTTPHeader("Content-Type", "application/json; charset=utf-8")]
        if let bot = configuration.bot {
            headers.append(HTTPHeader("Authorization", "Bearer \(bot.token)"))
            var members: JSONObject = ["channel": .string(bot.channel)]
            if let thread {
                members["thread_ts"] = .string(thread)
                // Who only looks at the channel has to see a failure.
                if message.event.occasion == .error { members["reply_broadcast"] = true }
            }
            for member in payload.members { members[member.name] = member.value }
            payload = members
        }
        return .http(
            HTTPRequest(
                url: configuration.url, headers: headers, body: JSONValue.object(payload).bytes,
                maximumReply: SlackLimits.reply))
    }

    package func verdict(on reply: ChannelReply) -> Verdict {
        let verdict = HTTPVerdict.of(reply, from: configuration.url)
        guard configuration.bot != nil, verdict == .delivered, case .http(let reply) = reply else {
            return verdict
        }
        return SlackAnswer(reply).verdict(from: configuration.url, reply)
    }

    package func memoryKey(for event: Event, _ notification: Name) -> MemoryKey? {
        guard let bot = configuration.bot, let run = event.run else { return nil }
        return MemoryKey(.run(run), place: bot.place)
    }

    package func memory(in reply: ChannelReply) -> String? {
        guard case .http(let reply) = reply else { return nil }
        return SlackAnswer(reply).timestamp
    }

    package func isGone(_ reply: ChannelReply) -> Bool {
        guard case .http(let reply) = reply else { return false }
        return SlackAnswer(reply).saysThreadIsGone
    }
}
