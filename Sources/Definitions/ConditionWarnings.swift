import Domain
import Templating

extension [Notification] {
    /// What is wrong with the notifications' conditions, one clause each.
    ///
    /// It is no fault: a condition that cannot be asked keeps no notification back.
    package var conditionWarnings: [String] {
        compactMap { notification in
            do throws(TemplateError) {
                _ = try Template(notification.condition)
                return nil
            } catch {
                return "the notification \(notification.name) is always sent, for its condition is "
                    + "no valid template, \(error)"
            }
        }
    }
}
