/// A crontab, read into memory, with what is known of it.
package struct CrontabFile: Sendable {
    /// As it is named to its reader, and in the label of its schedules: `/etc/cron.d/php`.
    package let name: String
    package let bytes: [UInt8]
    package let format: CrontabFormat
    /// The user whose crontab it is, where its schedules are to name that user.
    package let user: String?
    /// What the names of its schedules begin with.
    package let prefix: String?

    package init(
        name: String, bytes: [UInt8], format: CrontabFormat, user: String? = nil,
        prefix: String? = nil
    ) {
        self.name = name
        self.bytes = bytes
        self.format = format
        self.user = user
        self.prefix = prefix
    }
}
