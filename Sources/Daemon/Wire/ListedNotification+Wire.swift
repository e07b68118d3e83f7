import Channels
import Definitions
import Domain
import Formats
import Persistence

extension ListedNotification {
    /// The notification as the interface's `ListedNotification`, its secrets masked.
    func wire(of project: Name, schedule: Name? = nil, run: UID? = nil) -> JSONValue {
        let writer = ScheduleWriter(channels: ChannelTable.declarations, masksSecrets: true)
        var object: JSONObject = [
            "project": .string(project.text), "origin": .string(origin.rawValue),
            "notification": writer.value(notification),
        ]
        object["schedule"] = schedule.map { .string($0.text) }
        object["run"] = run.map { .string($0.description) }
        object["replaced"] = isReplaced ? true : nil
        return .object(object)
    }
}

extension ScheduleNotifications {
    /// The notifications as the interface's `ListedNotification`s.
    func wire(run: UID? = nil) -> [JSONValue] {
        notifications.map { $0.wire(of: key.project, schedule: key.name, run: run) }
    }
}
