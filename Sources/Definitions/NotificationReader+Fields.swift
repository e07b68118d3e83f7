import Domain
import Formats

extension NotificationReader {
    func parameterAdvice(_ key: String) -> String? {
        channels.contains { $0.parameters.contains { $0.name == key } }
            ? "unknown key \"\(key)\": it belongs into \"params\"" : nil
    }

    func channel(_ place: Place, reading: inout Reading) -> ChannelDeclaration? {
        guard let kind = reading.text(place, atMost: DefinitionLimits.wordLength) else {
            return nil
        }
        return channel(
            kind, named: kind, path: place.path, at: place.node.position, reading: &reading)
    }

    /// The channel of a kind, which its author may have given another name.
    func channel(
        _ kind: String, named given: String, path: String, at position: TextPosition?,
        reading: inout Reading
    ) -> ChannelDeclaration? {
        if let channel = channels.first(where: { $0.kind == kind }) {
            guard let refusal = environment.refusal(of: kind) else { return channel }
            reading.fault(path: path, at: position, refusal)
            return nil
        }
        let known = channels.map(\.kind)
        reading.fault(
            path: path, at: position,
            UnknownWord.message("kind", given, among: known, alwaysList: true))
        return nil
    }

    func interests(_ place: Place, reading: inout Reading) -> [Interest] {
        let places: [Place]
        if case .text = place.node.content {
            places = [place]
        } else if case .list = place.node.content {
            places = reading.list(place) ?? []
        } else {
            reading.wrongForm(place, wanted: "a word or a list of words")
            return []
        }
        if places.isEmpty {
            reading.fault(place, "must have at least one word, or be left out")
        }
        var interests: Set<Interest> = []
        for place in places {
            guard let word = reading.text(place, atMost: DefinitionLimits.wordLength) else {
                continue
            }
            if let interest = Interest(word: word) {
                interests.insert(interest)
            } else {
                let known = Interest.allCases.map(\.rawValue)
                reading.fault(
                    place, UnknownWord.message("word", word, among: known, alwaysList: true))
            }
        }
        return Interest.allCases.filter(interests.contains)
    }

    func severity(_ place: Place, reading: inout Reading) -> Severity? {
        guard let word = reading.text(place, atMost: DefinitionLimits.wordLength) else {
            return nil
        }
        if let severity = Severity(rawValue: word) { return severity }
        let known = Severity.allCases.map(\.rawValue)
        reading.fault(
            place, UnknownWord.message("severity", word, among: known, alwaysList: true))
        return nil
    }
}
