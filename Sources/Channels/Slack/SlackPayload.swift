internal import Domain
internal import Formats

/// A message in Slack's blocks.
enum SlackPayload {
    static func value(for message: Message) -> JSONValue {
        let whole = "[\(message.severity.rawValue)] \(message.text)".cleaned()
        let (header, rest) = SlackText.divideHeader(whole)
        var blocks: [JSONValue] = [
            [
                "type": "header",
                "text": .object(text(SlackText.escaped(header), type: "plain_text")),
            ]
        ]
        blocks += SlackText.sections(rest).map { section("text", .object(mrkdwn($0))) }
        blocks.append(
            section("text", .object(mrkdwn(SlackText.escaped(message.name.text)))))
        blocks += SlackRuns.sections(
            message.runs.map(RunSummary.init), room: SlackLimits.blocks - blocks.count
        ).map { fields in section("fields", .array(fields.map { .object(mrkdwn($0)) })) }
        return [
            "text": .string(SlackText.escaped(whole, limit: SlackLimits.fallback)),
            "blocks": .array(blocks),
        ]
    }

    private static func section(_ part: String, _ value: JSONValue) -> JSONValue {
        .object(["type": "section", part: value])
    }

    private static func mrkdwn(_ words: String) -> JSONObject { text(words, type: "mrkdwn") }

    private static func text(_ words: String, type: String) -> JSONObject {
        ["type": .string(type), "text": .string(words)]
    }
}
