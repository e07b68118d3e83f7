/// How much a notification matters.
package enum Severity: String, Hashable, Sendable, CaseIterable {
    case debug, info, warning, error
}
