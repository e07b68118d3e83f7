import Definitions
import Domain
import Formats
import Persistence

extension ListedNotification {
    /// The notification as the interface's `ListedNotification`, its secrets masked by the writer.
    func wire(
        by writer: ScheduleWriter, of project: Name, schedule: Name? = nil, run: UID? = nil
    ) -> JSONValue {
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
    func wire(by writer: ScheduleWriter, run: UID? = nil) -> [JSONValue] {
        notifications.map {
            $0.wire(by: writer, of: key.project, schedule: key.name, run: run)
        }
    }
}
