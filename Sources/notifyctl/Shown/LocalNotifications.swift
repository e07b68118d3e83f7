import Channels
import Console
import Definitions
import Domain
import Platform

/// Reads notifications that this program sends itself.
enum LocalNotifications {
    static let notification = Option(
        "notification", value: "PAIRS",
        "whom to tell of what, as \"kind=…,when=…,url=…\"; may be repeated")

    /// What this program's own environment says of channels.
    static let environment = ChannelEnvironment(
        synonyms: PluginNames.kinds, variable: ProcessEnvironment.value)

    private static let reader = NotificationReader(
        channels: ScheduleFiles.channels,
        checkParameters: ScheduleFiles.kinds.faults(kind:parameters:), environment: environment)

    static func read(texts: [String]) throws(Failure) -> [Notification] {
        let notifications: [Notification]
        do throws(InvalidDefinition) {
            notifications = try reader.notifications(inTexts: texts)
        } catch {
            throw Failure(
                "--notification is not right", code: .usage,
                lines: error.faults.map { "--notification: \($0.message)".printable })
        }
        return try usable(notifications, in: "--notification")
    }

    static func read(file path: String) throws(Failure) -> [Notification] {
        let file = try Files.read(path)
        let notifications: [Notification]
        do throws(InvalidFiles) { notifications = try reader.notifications(inFile: file) } catch {
            throw ScheduleFiles.failure(error)
        }
        return try usable(notifications, in: file.name)
    }

    /// Those that name their channel themselves: notifiers are stored where notifyd is.
    private static func usable(
        _ notifications: [Notification], in place: String
    ) throws(Failure) -> [Notification] {
        for notification in notifications where notification.configuration == nil {
            throw .usage(
                "\(place): the notification \(notification.name) names a notifier, which only "
                    + "notifyd knows: name a kind with its parameters")
        }
        return notifications
    }
}
