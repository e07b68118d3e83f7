/// The label by which a schedule is known to come from a crontab, so that importing it again
/// replaces it.
package enum CrontabLabel {
    package static let key = "crontab"

    /// The value for the crontab of that name.
    package static func value(of file: String) -> String {
        String(file.prefix(DefinitionLimits.labelValueLength))
    }
}
