internal import Domain
internal import Formats

/// A message in Slack's blocks.
enum SlackPayload {
    static func value(for message: Message) -> JSONObject {
        let whole = "[\(message.severity.rawValue)] \(message.text)".cleaned()
        let (header, rest) = SlackText.divideHeader(whole)
        let links = MessageLinks(message)
        var blocks: [JSONValue] = [
            [
                "type": "header",
                "text": .object(text(SlackText.escaped(header), type: "plain_text")),
            ]
        ]
        blocks += SlackText.sections(rest).map { section("text", .object(mrkdwn($0))) }
        blocks.append(
            section("text", .object(mrkdwn(SlackText.escaped(message.name.text)))))
        blocks += log(of: message).map { [section("text", .object(mrkdwn($0)))] } ?? []
        let footer = links.entries.map { SlackText.shown($0.title, $0.target) }
        let room = SlackLimits.blocks - blocks.count - (footer.isEmpty ? 0 : 1)
        blocks += SlackRuns.sections(
            message.runs.map(RunSummary.init), page: links.detailsPage, room: room
        ).map { fields in section("fields", .array(fields.map { .object(mrkdwn($0)) })) }
        if !footer.isEmpty {
            let elements = footer.map { JSONValue.object(mrkdwn($0)) }
            blocks.append(["type": "context", "elements": .array(elements)])
        }
        return [
            "text": .string(SlackText.escaped(whole, limit: SlackLimits.fallback)),
            "blocks": .array(blocks),
        ]
    }

    /// A link to the log, or why there is none; nil where none was to be there.
    private static func log(of message: Message) -> String? {
        switch MessageLog(message) {
        case .at(let url)?:
            let link = "<\(SlackText.escaped(url))|The whole log>"
            return link.utf16.count <= SlackLimits.sectionText ? link : nil
        case .missing(let reason)?:
            return SlackText.escaped(
                "The whole log is not there: \(reason)", limit: SlackLimits.sectionText)
        case nil: return nil
        }
    }

    private static func section(_ part: String, _ value: JSONValue) -> JSONValue {
        .object(["type": "section", part: value])
    }

    private static func mrkdwn(_ words: String) -> JSONObject { text(words, type: "mrkdwn") }

    private static func text(_ words: String, type: String) -> JSONObject {
        ["type": .string(type), "text": .string(words)]
    }
}
