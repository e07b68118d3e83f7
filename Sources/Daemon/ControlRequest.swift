import Control
import Definitions
import Domain
import Formats

/// A call with who makes it and what it works on.
struct ControlRequest: Sendable {
    let call: Call
    let caller: Caller
    let parts: Parts
    let configuration: Configuration
    let replies: ReplyWriter

    var parameters: JSONObject { call.parameters }

    func text(_ name: String) -> String? { parameters[name]?.string }

    func flag(_ name: String) -> Bool { parameters[name]?.bool ?? false }

    func name(_ parameter: String) throws(CallError) -> Name? {
        guard let given = text(parameter) else { return nil }
        do throws(NameError) {
            return try Name(given)
        } catch {
            throw .invalid([Fault(path: parameter, message: error.description)])
        }
    }

    /// The schedule that the parameters `project` and `schedule` name.
    func scheduleKey() throws(CallError) -> ScheduleKey {
        guard let schedule = try name("schedule") else { throw .invalidParameter("schedule") }
        return ScheduleKey(project: try name("project") ?? .defaultProject, name: schedule)
    }

    /// The schedule that a page follows, by the parameter `after`.
    func keyAfter() throws(CallError) -> ScheduleKey? {
        guard let text = text("after") else { return nil }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let project = try? Name(String(parts[0])),
            let name = try? Name(String(parts[1]))
        else { throw .notFound("schedule", text) }
        return ScheduleKey(project: project, name: name)
    }

    /// The project that the parameter `project` names.
    func project() throws(CallError) -> Name {
        guard let project = try name("project") else { throw .invalidParameter("project") }
        return project
    }

    func notifierName() throws(CallError) -> Name {
        guard let name = try name("notifier") else { throw .invalidParameter("notifier") }
        return name
    }

    /// The list that the parameter `notifications` holds; all that is wrong with it is thrown.
    func notifications() throws(CallError) -> [Notification] {
        do throws(InvalidDefinition) {
            return try parts.notificationReader(for: caller).notifications(
                onWire: parameters["notifications"]?.array ?? [])
        } catch {
            throw .invalid(error.faults)
        }
    }

    /// Checks that the notifiers which the list names may be used by runs of the owner, who is found
    /// out only where there are any; nil stands for anyone.
    func checkNotifiers(
        _ notifications: [Notification], of owner: () async throws -> Owner?
    ) async throws {
        var check = NotifierCheck(parts)
        guard check.concerns(notifications) else { return }
        try await check.check(notifications, path: "notifications", of: try await owner())
        try check.finish()
    }

    func uid(_ parameter: String, of kind: String) throws(CallError) -> UID {
        let text = text(parameter) ?? ""
        guard let uid = UID(text) else { throw .notFound(kind, text) }
        return uid
    }

    func deliveryID() throws(CallError) -> DeliveryID {
        let text = text("delivery") ?? ""
        guard let id = DeliveryID(text) else { throw .notFound("delivery", text) }
        return id
    }

    /// The account of who calls, for others to read.
    var callerName: String {
        var names = OwnerNames()
        return names.name(of: Owner(uid: caller.uid))
    }

    func timestamp(_ parameter: String) throws(CallError) -> Timestamp? {
        guard let text = text(parameter) else { return nil }
        guard let instant = Timestamp(text) else {
            throw .invalid([
                Fault(
                    path: parameter,
                    message: "\"\(text)\" is no instant: write it as 2026-01-31T18:30:00Z")
            ])
        }
        return instant
    }

    /// A count between 1 and a bound.
    func count(_ parameter: String, standard: Int, atMost bound: Int) throws(CallError) -> Int {
        guard let value = parameters[parameter]?.integer else { return standard }
        guard value >= 1, value <= bound else {
            throw .invalid([Fault(path: parameter, message: "must be between 1 and \(bound)")])
        }
        return Int(value)
    }

    func word<Word: RawRepresentable & CaseIterable>(
        _ parameter: String, _ type: Word.Type
    ) throws(CallError) -> Word? where Word.RawValue == String {
        guard let text = text(parameter) else { return nil }
        guard let word = Word(rawValue: text) else {
            let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw .invalid([
                Fault(path: parameter, message: "\"\(text)\" is unknown: use one of \(known)")
            ])
        }
        return word
    }
}
