package import Domain
import Templating

extension ScheduleDefinition {
    /// What is wrong with the notifications' conditions, one sentence each.
    ///
    /// It is no fault: a condition that cannot be asked keeps no notification back.
    package var conditionWarnings: [String] {
        notifications.compactMap { notification in
            do throws(TemplateError) {
                _ = try Template(notification.condition)
                return nil
            } catch {
                return "\(key.shortText): the notification \(notification.name) is always sent, "
                    + "for its condition is no valid template, \(error)"
            }
        }
    }
}
