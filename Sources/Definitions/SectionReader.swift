import Domain
import Formats

/// Reads notifications in pulse-notifier's form: a section for each status, with the plugins to tell.
///
/// It means the same as a list with one notification for each plugin of each section.
struct SectionReader {
    let reader: NotificationReader

    func drafts(_ place: Place, reading: inout Reading) -> [NotificationDraft] {
        guard case .map(let members) = place.node.content else {
            reading.wrongForm(
                place, wanted: "an object with a section for each status",
                hint: ": a list belongs under \"notifications\"")
            return []
        }
        let interests = members.map { Interest(word: $0.key) }
        var drafts: [NotificationDraft] = []
        for (member, interest) in zip(members, interests) {
            let section = place.member(member)
            guard let interest else {
                let known = Interest.allCases.map(\.rawValue)
                reading.fault(
                    path: section.path, at: member.keyPosition,
                    UnknownWord.message("status", member.key, among: known, alwaysList: true))
                continue
            }
            // Taskcluster tells a task's failure and an exception apart, so that none is told twice.
            let isNarrow = member.key == "task-failed" && interests.contains(.exception)
            if section.node.isNull { continue }
            drafts += self.drafts(
                section, status: member.key, interest: isNarrow ? .exit : interest,
                reading: &reading)
        }
        return drafts
    }

    private func drafts(
        _ section: Place, status: String, interest: Interest, reading: inout Reading
    ) -> [NotificationDraft] {
        let fields = Fields<SectionField>(section, of: "a section", reading: &reading)
        guard let fields else { return [] }
        fields.reportMissing(
            SectionField.required, why: [.plugins: "name channels: \(kinds)"], reading: &reading)
        let subject = reader.template(fields[.subject], Limits.subjectLength, reading: &reading)
        let message = reader.template(fields[.message], Limits.messageLength, reading: &reading)
        let addressees = addressees(fields, reading: &reading)
        let plugins = fields[.plugins].map { self.plugins($0, reading: &reading) } ?? []
        return plugins.compactMap { plugin in
            let subject =
                (plugin.fields?[.subject]).map {
                    reader.template($0, Limits.subjectLength, reading: &reading)
                } ?? subject
            let message =
                (plugin.fields?[.message]).map {
                    reader.template($0, Limits.messageLength, reading: &reading)
                } ?? message
            guard let target = target(plugin, addressees, reading: &reading) else { return nil }
            return NotificationDraft(
                place: plugin.place, name: nil, namePlace: nil,
                standardName: "\(status)-\(plugin.name)"
            ) { name in
                Notification(
                    name: name, target: .channel(target), when: [interest],
                    message: message, subject: subject)
            }
        }
    }

    private var kinds: String { reader.channels.map(\.kind).joined(separator: ", ") }

    /// Whom a section names besides its plugins, where that is as it should be.
    private func addressees(
        _ fields: Fields<SectionField>, reading: inout Reading
    ) -> [(name: String, node: Node)] {
        SectionField.addressees.compactMap { field in
            guard let place = fields[field], let elements = reading.list(place) else { return nil }
            let before = reading.faultCount
            for element in elements {
                _ = reading.text(element, atMost: DefinitionLimits.wordLength)
            }
            return reading.faultCount == before ? (field.rawValue, place.node) : nil
        }
    }
}
