import Domain
import Formats

extension NotificationReader {
    /// The notifications as far as they could be read; they count only when no fault was reported.
    func list(_ place: Place, reading: inout Reading) -> [Notification] {
        named(drafts(place, reading: &reading), reading: &reading)
    }

    /// Those of a schedule file, whose `notifications` are a list, or sections as `notification` has.
    func notifications(
        _ place: Place?, sections: Place?, reading: inout Reading
    ) -> [Notification] {
        let sectionReader = SectionReader(reader: self)
        var drafts: [NotificationDraft] = []
        if let place {
            if place.isOneNotification {
                reading.wrongForm(place, wanted: "a list, also of one notification")
            } else if case .map = place.node.content {
                drafts = sectionReader.drafts(place, reading: &reading)
                if let sections {
                    reading.fault(
                        path: sections.path, at: sections.keyPosition,
                        "\"notifications\" has sections too: put all of them there")
                }
            } else {
                drafts = self.drafts(place, reading: &reading)
            }
        }
        if let sections { drafts += sectionReader.drafts(sections, reading: &reading) }
        if drafts.count > Limits.notifications, let place = sections ?? place {
            reading.fault(
                place,
                "there must be at most \(Limits.notifications) notifications, not \(drafts.count)")
        }
        return named(drafts, reading: &reading)
    }

    private func drafts(_ place: Place, reading: inout Reading) -> [NotificationDraft] {
        guard let places = reading.list(place) else { return [] }
        guard places.count <= Limits.notifications else {
            reading.fault(
                place,
                "must have at most \(Limits.notifications) notifications, not \(places.count)")
            return []
        }
        return places.compactMap { draft($0, reading: &reading) }
    }

    private func draft(_ place: Place, reading: inout Reading) -> NotificationDraft? {
        let fields = Fields<NotificationField>(
            place, of: "a notification", reading: &reading, advice: parameterAdvice)
        guard let fields else { return nil }
        let name = fields[.name].flatMap { reading.name($0) }
        let target = target(fields, reading: &reading)
        let when = fields[.when].map { interests($0, reading: &reading) } ?? Interest.standard
        let condition = text(fields[.condition], Limits.conditionLength, reading: &reading)
        let message = template(fields[.message], Limits.messageLength, reading: &reading)
        let subject = template(fields[.subject], Limits.subjectLength, reading: &reading)
        let severity = fields[.severity].flatMap { self.severity($0, reading: &reading) }
        guard let target else { return nil }
        let build = { (name: Name) in
            Notification(
                name: name, target: target, when: when, condition: condition, message: message,
                subject: subject, severity: severity ?? .info)
        }
        return NotificationDraft(
            place: place, name: name, namePlace: fields[.name], standardName: target.name,
            notification: build)
    }

    /// Where it goes; of `kind` and `notifier` exactly one must say so.
    private func target(
        _ fields: Fields<NotificationField>, reading: inout Reading
    ) -> NotificationTarget? {
        guard let notifier = fields[.notifier] else {
            fields.reportMissing(
                [.kind],
                why: [.kind: "name a channel: \(channels.map(\.kind).joined(separator: ", "))"],
                reading: &reading)
            guard let channel = fields[.kind].flatMap({ self.channel($0, reading: &reading) })
            else { return nil }
            return .channel(
                parameterReader(channel).read(
                    fields[.parameters], secret: fields[.secretParameters], of: fields.place,
                    reading: &reading))
        }
        for field in [NotificationField.kind, .parameters, .secretParameters] {
            guard let place = fields[field] else { continue }
            reading.fault(
                path: place.path, at: place.keyPosition,
                "the notifier has its own \"\(field.rawValue)\": leave it out")
        }
        return reading.name(notifier).map(NotificationTarget.notifier)
    }

    func text(_ place: Place?, _ length: Int, reading: inout Reading) -> String {
        place.flatMap { reading.text($0, atMost: length, mayBeEmpty: true) } ?? ""
    }

    func template(_ place: Place?, _ length: Int, reading: inout Reading) -> String {
        let text = text(place, length, reading: &reading)
        if let place { reading.checkTemplate(text, at: place) }
        return text
    }

    /// A notification without a name takes its standard one, made unique by a number.
    private func named(
        _ drafts: [NotificationDraft], reading: inout Reading
    ) -> [Notification] {
        var first: [String: Place] = [:]
        for draft in drafts {
            guard let name = draft.name, let place = draft.namePlace else { continue }
            if let other = first[name.text] {
                let holder = other.node.position.map { "at \($0)" } ?? "at \(other.path)"
                reading.fault(
                    place, "the name \"\(name)\" is taken, first \(holder): choose another")
            } else {
                first[name.text] = place
            }
        }
        var taken = Set(first.keys)
        return drafts.compactMap { draft in
            if let name = draft.name { return draft.notification(name) }
            guard draft.namePlace == nil else { return nil }
            let names = (1...drafts.count + 1).lazy.map {
                $0 == 1 ? draft.standardName : "\(draft.standardName)-\($0)"
            }
            guard let free = names.first(where: { !taken.contains($0) }), let name = try? Name(free)
            else {
                reading.fault(
                    draft.place, "\"name\" is missing: say what the notification is called")
                return nil
            }
            taken.insert(free)
            return draft.notification(name)
        }
    }
}

extension NotificationTarget {
    fileprivate var name: String {
        switch self {
        case .channel(let configuration): configuration.kind
        case .notifier(let name): name.text
        }
    }
}

extension Place {
    /// Whether it is a notification where a list of them belongs, and no sections.
    fileprivate var isOneNotification: Bool {
        guard case .map(let members) = node.content else { return false }
        let keys = [NotificationField.kind, .notifier].map(\.rawValue)
        return members.contains { keys.contains($0.key) }
    }
}
