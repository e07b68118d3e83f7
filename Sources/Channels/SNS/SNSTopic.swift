/// The name of a topic: `arn:aws:sns:eu-west-1:123456789012:alarms`.
struct SNSTopic: Sendable {
    let text: String
    let region: String
    /// Whether it keeps an order, and drops what it has got before.
    var isFIFO: Bool { text.hasSuffix(".fifo") }

    /// Nil when it is none.
    init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard text.utf8.count <= SNSLimits.topic, text.utf8.allSatisfy({ 0x21...0x7E ~= $0 }),
            parts.count == 6, parts[0] == "arn", parts[1].hasPrefix("aws"), parts[2] == "sns",
            AWSRegion.isName(parts[3]), !parts[4].isEmpty, !parts[5].isEmpty
        else { return nil }
        self.text = text
        region = parts[3]
    }
}
