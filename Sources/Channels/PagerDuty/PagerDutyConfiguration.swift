internal import Formats
internal import Rendering

/// The parameters of PagerDuty, checked.
struct PagerDutyConfiguration: Sendable {
    let url: HTTPAddress
    let routingKey: String
    /// Nil where it follows from what happened.
    let action: PagerDutyAction?
    /// Nil where it follows from the notification's severity.
    let severity: String?
    let source: String
    /// The templates of the key and of the link, as far as they are given.
    let texts: BodyTemplate

    init(_ values: JSONObject) throws(ParameterErrors) {
        var parameters = Parameters(values, of: PagerDutyChannel.declaration)
        let url = parameters.url(of: "/v2/enqueue", at: "server")
        routingKey = Self.routingKey(&parameters)
        action = Self.word(
            "action", among: [PagerDutyAction.automatic] + PagerDutyAction.allCases.map(\.rawValue),
            &parameters
        ).flatMap(PagerDutyAction.init(rawValue:))
        severity = Self.word("severity", among: Self.severities, &parameters)
        source = (parameters.text("source") ?? "").cleaned(oneLine: true)
        if source.utf16.count > PagerDutyLimits.source {
            parameters.fault(
                "source", "is longer than \(PagerDutyLimits.source) characters")
        }
        var texts = JSONObject()
        for name in ["dedup_key", "link"] {
            if let text = parameters.text(name), !text.isEmpty { texts[name] = .string(text) }
        }
        self.texts = BodyTemplate(.object(texts), path: "params")
        self.url = try parameters.finish(url)
    }

    private static let severities = ["critical", "error", "warning", "info"]

    private static func word(
        _ name: String, among known: [String], _ parameters: inout Parameters
    ) -> String? {
        guard let word = parameters.text(name), !word.isEmpty else { return nil }
        if !known.contains(word) {
            parameters.fault(name, "must be one of \(known.joined(separator: ", "))")
        }
        return word
    }

    private static func routingKey(_ parameters: inout Parameters) -> String {
        guard let key = parameters.text("routing_key"), !key.isEmpty else { return "" }
        let isKey =
            key.utf8.count == PagerDutyLimits.routingKey
            && key.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        if !isKey {
            parameters.fault(
                "routing_key",
                "is no integration key: one has \(PagerDutyLimits.routingKey) "
                    + "letters and digits; it belongs to an integration \"Events API V2\"")
        }
        return key
    }
}
