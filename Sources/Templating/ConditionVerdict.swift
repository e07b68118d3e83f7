/// What a condition says of a notification.
package enum ConditionVerdict: Hashable, Sendable {
    /// It is sent; an error is why the condition could not be asked.
    case send(despite: TemplateError?)
    case suppress(reason: String)
}
