import Control
import Domain
import Formats
import Persistence

extension ControlMethod {
    static let listNotifications = ControlMethod("ListNotifications") { request in
        let (store, writer) = (request.parts.store, request.parts.writer)
        if request.flag("project_only") {
            try refuse(["schedule", "run"], request)
            let project = try request.name("project") ?? .defaultProject
            let listed = try await store.notifications(ofProject: project, by: request.caller)
            return reply(listed.map { $0.wire(by: writer, of: project) })
        }
        if request.text("run") != nil {
            try refuse(["project", "schedule"], request)
            let uid = try request.uid("run", of: "run")
            let found = try await store.notifications(ofRun: uid, by: request.caller)
            return reply(found.wire(by: writer, run: uid))
        }
        if request.text("schedule") != nil {
            let key = try request.scheduleKey()
            let found = try await store.notifications(of: key, by: request.caller)
            return reply(found.wire(by: writer))
        }
        let found = try await store.listNotifications(
            project: request.name("project"), by: request.caller, after: request.keyAfter(),
            limit: Domain.Limits.pageRows)
        var page = reply(found.flatMap { $0.wire(by: writer) })
        if found.count == Domain.Limits.pageRows {
            page["next"] = (found.last?.key.description).map(JSONValue.string)
        }
        return page
    }

    private static func reply(_ notifications: [JSONValue]) -> JSONObject {
        ["notifications": .array(notifications)]
    }

    /// What is named beside something that leaves no choice.
    private static func refuse(
        _ parameters: [String], _ request: ControlRequest
    ) throws(CallError) {
        for parameter in parameters where request.text(parameter) != nil {
            throw .invalidParameter(parameter)
        }
    }
}
