/// What a webhook's body is written as.
enum WebhookFormat: String, Sendable, CaseIterable {
    case json, form
}
