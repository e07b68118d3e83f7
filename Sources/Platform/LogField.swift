/// A field that the journal keeps beside an entry's text.
package enum LogField: String, CaseIterable, Sendable {
    case project = "NOTIFYD_PROJECT"
    case schedule = "NOTIFYD_SCHEDULE"
    case run = "NOTIFYD_RUN"
    case user = "NOTIFYD_USER"
    case trigger = "NOTIFYD_TRIGGER"
    case attempt = "NOTIFYD_ATTEMPT"
    case state = "NOTIFYD_STATE"
    case occasion = "NOTIFYD_OCCASION"
    case reason = "NOTIFYD_REASON"
    case exitCode = "NOTIFYD_EXIT_CODE"
    case delivery = "NOTIFYD_DELIVERY"
    case notification = "NOTIFYD_NOTIFICATION"
    case channel = "NOTIFYD_CHANNEL"
}
