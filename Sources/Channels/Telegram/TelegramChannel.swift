package import Domain
package import Formats

/// Sends a text through a bot of Telegram.
package struct TelegramChannel: Channel {
    package static let declaration = ChannelDeclaration(
        kind: "telegram", summary: "Sends the message and its runs to a chat of Telegram.",
        parameters: [
            .init(
                "token", .text, isRequired: true, isSecret: true,
                meaning: "The bot's token, as BotFather gave it."),
            .init(
                "chat_id", .any, isRequired: true,
                meaning: "The number of the chat, or the @name of a public channel."),
            .init(
                "message_thread_id", .integer,
                meaning: "The number of the topic, in a group that has topics."),
            .init(
                "silent", .boolean, standard: false,
                meaning: "Whether phones make no sound."),
            .init(
                "server", .text, standard: "https://api.telegram.org",
                meaning: "The address of the Bot API."),
        ],
        // https://core.telegram.org/bots/faq: in one chat.
        rate: SendingRate(1, per: .seconds(1)), digestLength: TelegramLimits.text / 2)

    private let url: HTTPAddress
    private let chat: String
    private let thread: Int64?
    private let isSilent: Bool

    package init(parameters: JSONObject) throws(ParameterErrors) {
        var parameters = Parameters(parameters, of: Self.declaration)
        chat = Self.chat(&parameters)
        thread = parameters.integer("message_thread_id")
        isSilent = parameters.boolean("silent") ?? false
        let token = Self.token(&parameters)
        let url = parameters.url(of: "/bot\(token)/sendMessage", at: "server")
        self.url = try parameters.finish(url)
    }

    package var destination: Destination { Destination(url) }

    package func request(
        for message: Message, at now: Timestamp
    ) throws(UnsendableMessage) -> ChannelRequest {
        let sketch = Sketch(message, titleLimit: TelegramLimits.title)
        let text = [sketch.title, sketch.body].filter { !$0.isEmpty }.joined(separator: "\n\n")
        var payload: JSONObject = [
            "chat_id": .string(chat), "text": .string(text.cut(to: TelegramLimits.text)),
            // An entity says where bold type is, so that no text needs escaping.
            "entities": [
                [
                    "type": "bold", "offset": 0,
                    "length": .integer(Int64(sketch.title.utf16.count)),
                ]
            ],
            "link_preview_options": ["is_disabled": true],
            "disable_notification": .bool(isSilent),
        ]
        payload["message_thread_id"] = thread.map(JSONValue.integer)
        return .http(
            HTTPRequest(
                url: url, headers: [HTTPHeader("Content-Type", "application/json")],
                body: JSONValue.object(payload).bytes))
    }

    package func verdict(on reply: ChannelReply) -> Verdict {
        HTTPVerdict.of(reply, from: url) { $0.retryAfter(inBody: "parameters", "retry_after") }
    }

    /// The part of a token behind the bot's number is what is secret in it.
    private static func token(_ parameters: inout Parameters) -> String {
        guard let token = parameters.text("token"), !token.isEmpty else { return "" }
        let parts = token.split(separator: ":", omittingEmptySubsequences: false)
        let isToken =
            parts.count == 2 && !parts[0].isEmpty
            && parts[0].utf8.allSatisfy { 0x30...0x39 ~= $0 } && !parts[1].isEmpty
            && parts[1].utf8.allSatisfy(isTokenByte)
        guard isToken else {
            parameters.fault("token", "is no token of a bot, such as 123456:ABC-def_1")
            return ""
        }
        return token
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private static func chat(_ parameters: inout Parameters) -> String {
        switch parameters.any("chat_id") {
        case nil, .string("")?: return ""
        case .integer(let number)?: return String(number)
        case .string(let text)? where Int64(text) != nil: return text
        case .string(let text)?
        where text.hasPrefix("@") && text.utf8.count <= TelegramLimits.name
            && text.count > 1 && text.dropFirst().utf8.allSatisfy(isTokenByte):
            return text
        default:
            parameters.fault(
                "chat_id", "must be the number of a chat, or the @name of a public channel")
            return ""
        }
    }
}
