import Control
import Domain
import Formats
import Persistence
import Platform
import Rendering
import Templating

extension ControlMethod {
    static let renderNotifications = ControlMethod("RenderNotifications") { request in
        let parts = request.parts
        let told = try await parts.store.eventToRender(
            run: request.uid("run", of: "run"), happening(request),
            notification: request.name("notification"), by: request.caller, now: parts.clock.now)
        return await rendered(told, now: parts.clock.now)
    }

    private static func happening(_ request: ControlRequest) throws(CallError) -> Happening? {
        guard let word = request.text("occasion") else { return nil }
        guard let interest = Interest(word: word) else {
            let known = Interest.allCases.map(\.rawValue).joined(separator: ", ")
            throw .invalid([
                Fault(path: "occasion", message: "\"\(word)\" is unknown: use one of \(known)")
            ])
        }
        return interest.example
    }

    @concurrent
    private static func rendered(_ told: EventToTell, now: Timestamp) async -> JSONObject {
        [
            "object": told.event.snapshot,
            "notifications": .array(
                told.notifications.map { rendered($0, told.event, now: now) }),
        ]
    }

    private static func rendered(
        _ notification: Notification, _ event: Event, now: Timestamp
    ) -> JSONValue {
        let verdict = Composer.verdict(notification, event, now: now)
        let message = Composer.message(
            DeliveryID(event: event.id, notification: notification.name), notification, event,
            now: now)
        var object: JSONObject = [
            "notification": .string(notification.name.text), "kind": .string(notification.kind),
            "occasion": .string(event.occasion.rawValue),
        ]
        switch verdict {
        case .send:
            object["verdict"] = "send"
            object["reason"] = verdict.remark.map(JSONValue.string)
        case .suppress(let reason):
            object["verdict"] = "suppress"
            object["reason"] = .string(reason)
        }
        object["subject"] = .string(message.subject)
        object["text"] = .string(message.text)
        object["remarks"] = .array(message.remarks.map(JSONValue.string))
        return .object(object)
    }
}
