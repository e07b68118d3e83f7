/// The bounds of Amazon SNS, each with its unit.
enum SNSLimits {
    /// Bytes of a topic's ARN.
    static let topic = 512
    /// Characters of a subject.
    static let subject = 100
    /// Bytes of a message, which has 256 KiB together with its attributes.
    static let message = 250 * 1024
    /// Runs whose results follow the text.
    static let runs = 20
    /// Characters of what is told of one.
    static let run = 1000
    /// Characters of what tells a group of messages, or one of them, from others.
    static let token = 128
}
