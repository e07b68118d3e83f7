import Formats

/// The members of an object whose keys are fixed, such as a schedule's.
struct Fields<Key: RawRepresentable<String> & CaseIterable & Hashable> {
    let place: Place
    private var places: [Key: Place] = [:]

    /// Reports unknown keys and a value that is no object; what is null was left out.
    init?(
        _ place: Place, of thing: String, reading: inout Reading,
        advice: (_ unknown: String) -> String? = { _ in nil }
    ) {
        guard case .map(let members) = place.node.content else {
            reading.wrongForm(place, wanted: "an object with the keys of \(thing)")
            return nil
        }
        self.place = place
        for member in members {
            guard let key = Key(rawValue: member.key) else {
                let known = Key.allCases.map(\.rawValue)
                reading.fault(
                    path: place.path(of: member.key), at: member.keyPosition,
                    advice(member.key)
                        ?? UnknownWord.message(
                            "key", member.key, among: known, advice: "\(thing) has"))
                continue
            }
            if !member.value.isNull { places[key] = place.member(member) }
        }
    }

    subscript(key: Key) -> Place? { places[key] }

    func reportMissing(_ required: [Key], why: [Key: String], reading: inout Reading) {
        for key in required where places[key] == nil {
            reading.fault(
                path: place.path(of: key.rawValue), at: place.node.position,
                "\"\(key.rawValue)\" is missing\(why[key].map { ": \($0)" } ?? "")")
        }
    }
}
