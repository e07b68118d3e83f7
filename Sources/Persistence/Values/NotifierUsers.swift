/// What has notifications that use a notifier, in words, as far as it is told.
package struct NotifierUsers: Hashable, Sendable {
    /// `schedule nightly`, `project reports`, `run 0195…`.
    package let names: [String]
    /// Whether there are more than these.
    package let isCut: Bool

    package var isEmpty: Bool { names.isEmpty }

    var description: String { names.joined(separator: ", ") + (isCut ? " and more" : "") }
}
