internal import Formats

/// The parameters of a Slack channel, checked.
struct SlackConfiguration: Sendable {
    struct Bot: Sendable {
        let token: String
        let channel: String
        /// Where its threads are.
        let place: String
    }

    static let standardAPI = "https://slack.com/api"

    let url: HTTPAddress
    /// Nil for an incoming webhook.
    let bot: Bot?

    init(_ values: JSONObject) throws(ParameterErrors) {
        var parameters = Parameters(values, of: SlackChannel.declaration)
        let webhook = parameters.url("webhook")
        parameters.requireTLS("webhook", webhook)
        let api = parameters.service("api", standard: Self.standardAPI)
        parameters.requireTLS("api", api)
        let bot = Self.bot(&parameters, api)
        if parameters.text("webhook")?.isEmpty == false {
            for name in ["token", "channel"] where parameters.text(name) != nil {
                parameters.fault(
                    name,
                    "cannot go with \"webhook\": give either a webhook, or a token and a channel")
            }
        }
        self.bot = bot
        url = try parameters.finish(
            bot == nil ? webhook : api.flatMap { try? $0.appending(["chat.postMessage"]) })
    }

    /// Slack counts what comes to each webhook, and to each channel, for itself.
    var destination: Destination {
        guard let bot else { return Destination(url, isWholeURL: true) }
        return Destination(
            key: "\(url.origin)#\(Destination.mark(of: bot.channel))", text: url.hostAndPort,
            host: url.host)
    }

    private static func bot(_ parameters: inout Parameters, _ api: HTTPAddress?) -> Bot? {
        let (token, channel) = (parameters.token("token") ?? "", parameters.text("channel"))
        if let channel {
            if channel.cleaned(oneLine: true) != channel || channel.contains(" ") {
                parameters.fault("channel", "has a blank or a control character in it")
            } else if channel.utf8.count > SlackLimits.channel {
                parameters.fault("channel", "is longer than \(SlackLimits.channel) bytes")
            }
        }
        guard let api, !token.isEmpty, let channel, !channel.isEmpty else { return nil }
        let place = Distinction.digest(["slack", api.text, token, channel])
        return Bot(token: token, channel: channel, place: place)
    }
}
