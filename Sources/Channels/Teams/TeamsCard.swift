internal import Domain
internal import Formats

/// A message as an Adaptive Card (schema version 1.4), in the envelope of a webhook of Teams.
///
/// All words stand in text runs, which know no markup: so nothing in them becomes a link or a mention.
enum TeamsCard {
    static func payload(for message: Message) -> JSONValue {
        let card = card(for: message)
        return [
            "type": "message",
            "attachments": [
                [
                    "contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": nil,
                    "content": .object(card),
                ]
            ],
        ]
    }

    private static func card(for message: Message) -> JSONObject {
        let words = TeamsWords(message)
        var body = [
            block([
                run(
                    words.heading,
                    [
                        "size": "Large", "weight": "Bolder",
                        "color": .string(colour(of: message)),
                    ])
            ])
        ]
        if !words.text.isEmpty { body.append(block([run(words.text)])) }
        for fields in words.runs {
            for (index, field) in fields.enumerated() {
                let label = run("\(field.name): ", ["weight": "Bolder"])
                body.append(block([label, run(field.value)], isFirst: index == 0))
            }
        }
        if words.furtherRuns > 0 {
            body.append(block([run("… and \(words.furtherRuns) more runs")], isFirst: true))
        }
        for (index, link) in words.links.enumerated() {
            guard case .command(let command) = link.target else { continue }
            let label = run("\(link.title): ", ["weight": "Bolder"])
            let line = run(command, ["fontType": "Monospace"])
            body.append(block([label, line], isFirst: index == 0))
        }
        let actions = words.links.compactMap(button)
        var card: JSONObject = [
            "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
            "type": "AdaptiveCard", "version": "1.4", "fallbackText": .string(words.heading),
            "msteams": ["width": "Full"], "body": .array(body),
        ]
        if !actions.isEmpty { card["actions"] = .array(actions) }
        return card
    }

    private static func button(_ title: String, _ target: MessageLinks.Target) -> JSONValue? {
        guard case .page(let page) = target else { return nil }
        return [
            "type": "Action.OpenUrl", "title": .string(title), "url": .string(page.text),
        ]
    }

    /// - Parameter isFirst: whether something new begins, further away from what is above.
    private static func block(_ inlines: [JSONValue], isFirst: Bool = true) -> JSONValue {
        [
            "type": "RichTextBlock", "spacing": isFirst ? "Medium" : "None",
            "inlines": .array(inlines),
        ]
    }

    private static func run(_ words: String, _ look: JSONObject = [:]) -> JSONValue {
        var run: JSONObject = ["type": "TextRun", "text": .string(words)]
        for member in look.members { run[member.name] = member.value }
        return .object(run)
    }

    private static func colour(of message: Message) -> String {
        switch message.severity {
        case .error: "Attention"
        case .warning: "Warning"
        case .info, .debug: message.event.occasion == .completed ? "Good" : "Default"
        }
    }
}
