import Templating

/// The bounds of what is told.
package enum RenderingLimits {
    /// Bytes of a message's text.
    package static let messageBytes = 64 * 1024
    /// Bytes of a subject.
    package static let subjectBytes = 500
    /// Texts of one body that are templates.
    package static let bodyTemplates = 100
    /// Bytes that the templates of one body give together.
    package static let bodyBytes = 4 * 1024 * 1024
    /// Bytes of the reason why there is no log, in a message.
    static let logReasonBytes = 300
    /// Steps that each template of a body may take at least, however many share those of one.
    static let leastBodySteps = 5000
    /// Bytes of the runs' JSON for which each template of a body may take one more step.
    static let runBytesPerStep = 16
    /// Steps of a condition, which is asked before the deliveries of other events are planned.
    static let conditionSteps = 20_000
}

extension TemplateLimits {
    /// Those of a condition.
    static let condition = {
        var limits = TemplateLimits.standard
        limits.steps = RenderingLimits.conditionSteps
        return limits
    }()
}
