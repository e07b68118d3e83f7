internal import Domain
internal import Formats

/// A message as one of Discord's embeds.
enum DiscordPayload {
    static func value(for message: Message, username: String?) -> JSONValue {
        let sketch = Sketch(message, titleLimit: DiscordLimits.title)
        let title = DiscordText.escaped(sketch.title, limit: DiscordLimits.title)
        let room = DiscordLimits.all - DiscordLimits.kept - title.utf16.count
        let description = DiscordText.escaped(
            sketch.words, limit: min(DiscordLimits.description, room))
        let footer = message.name.text
        var embed: JSONObject = ["title": .string(title)]
        if !description.isEmpty { embed["description"] = .string(description) }
        embed["color"] = .integer(colour(of: message))
        embed["fields"] = .array(
            fields(
                message.runs.map(RunSummary.init),
                room: DiscordLimits.all - title.utf16.count - description.utf16.count
                    - footer.utf16.count))
        embed["footer"] = ["text": .string(footer)]
        embed["timestamp"] = .string(message.event.at.description)
        // Whatever the texts hold, nobody is pinged.
        var payload: JSONObject = [
            "embeds": [.object(embed)], "allowed_mentions": ["parse": []],
        ]
        payload["username"] = username.map(JSONValue.string)
        return .object(payload)
    }

    /// A field for each run, as far as there is room.
    private static func fields(_ runs: [RunSummary], room: Int) -> [JSONValue] {
        var fields: [JSONValue] = []
        var room = room - moreRoom
        for (index, run) in runs.enumerated() {
            let name = DiscordText.escaped(
                "\(Sketch.mark(ofState: run.state)) \(run.name.cleaned(oneLine: true))",
                limit: DiscordLimits.fieldName)
            var value = DiscordText.escaped(
                run.result(separator: "\n").cleaned(), limit: DiscordLimits.fieldValue)
            if value.allSatisfy(\.isWhitespace) { value = "–" }
            room -= name.utf16.count + value.utf16.count
            if room < 0 || (index == DiscordLimits.fields - 1 && index < runs.count - 1) {
                fields.append(field("…", "and \(runs.count - index) more"))
                break
            }
            fields.append(field(name, value))
        }
        return fields
    }

    /// UTF-16 units of the field that says how many runs are not shown.
    private static let moreRoom = 32

    private static func field(_ name: String, _ value: String) -> JSONValue {
        ["name": .string(name), "value": .string(value), "inline": false]
    }

    /// The colour beside the embed, as a number of RGB.
    private static func colour(of message: Message) -> Int64 {
        let state = message.runs.first.map { RunSummary($0).state } ?? ""
        return switch (RunState(rawValue: state), message.severity) {
        case (.completed?, _): 0x2E_A0_43
        case (.error?, _), (nil, .error): 0xD3_2F_2F
        case (.aborted?, _), (nil, .warning): 0xE6_9F_00
        case (.running?, _), (.pending?, _), (nil, .info): 0x2A_7A_E2
        case (.skipped?, _), (nil, .debug): 0x88_88_88
        }
    }
}
