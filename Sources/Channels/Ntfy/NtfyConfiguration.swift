internal import Formats
internal import Rendering

/// The parameters of ntfy, checked.
struct NtfyConfiguration: Sendable {
    let url: HTTPAddress
    let topic: String
    let authorization: Authorization?
    let priority: Int64?
    let tags: [String]
    let click: BodyTemplate?
    let trust: Trust

    init(_ values: JSONObject) throws(ParameterErrors) {
        var parameters = Parameters(values, of: NtfyChannel.declaration)
        let url = parameters.url(of: "/", at: "server")
        topic = Self.topic(&parameters)
        authorization = parameters.authorization(token: "token")
        priority = Self.priority(&parameters)
        tags = Self.tags(&parameters)
        click = parameters.text("click").flatMap {
            $0.isEmpty ? nil : BodyTemplate(.string($0), path: "click")
        }
        trust = parameters.trust()
        self.url = try parameters.finish(url)
    }

    private static func topic(_ parameters: inout Parameters) -> String {
        let topic = parameters.text("topic") ?? ""
        let isName = topic.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        if !isName || topic.utf8.count > NtfyLimits.topic {
            parameters.fault(
                "topic",
                "is no topic: one has letters, digits, - and _, and at most \(NtfyLimits.topic)")
        }
        return topic
    }

    private static func priority(_ parameters: inout Parameters) -> Int64? {
        guard let priority = parameters.integer("priority") else { return nil }
        let known = NtfyLimits.priorities
        if !known.contains(priority) {
            parameters.fault(
                "priority", "must be from \(known.lowerBound) to \(known.upperBound)")
        }
        return priority
    }

    private static func tags(_ parameters: inout Parameters) -> [String] {
        let tags = parameters.texts("tags")
        if tags.count > NtfyLimits.tags {
            parameters.fault("tags", "has \(tags.count) tags and may have \(NtfyLimits.tags)")
        }
        if tags.contains(where: { $0.isEmpty || $0.count > NtfyLimits.tag || $0.contains(",") }) {
            parameters.fault(
                "tags",
                "has a tag that is empty, longer than \(NtfyLimits.tag) characters, or "
                    + "has a comma")
        }
        return tags.map { $0.cleaned(oneLine: true) }
    }
}
