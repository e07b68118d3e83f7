/// The members of a JSON object, each name once, in the order they were written.
///
/// Equality and hashing disregard the order, as JSON does.
package struct JSONObject: Sendable {
    package private(set) var members: [(name: String, value: JSONValue)] = []

    package init() {}

    /// Takes pairs in order; of a repeated name the last value stays.
    package init(_ pairs: some Sequence<(String, JSONValue)>) {
        for (name, value) in pairs { self[name] = value }
    }

    package var isEmpty: Bool { members.isEmpty }
    package var count: Int { members.count }
    package var names: [String] { members.map(\.name) }

    /// The member's value; setting nil removes the member.
    package subscript(name: String) -> JSONValue? {
        get { members.first { $0.name == name }?.value }
        set {
            let index = members.firstIndex { $0.name == name }
            switch (index, newValue) {
            case (let index?, let value?): members[index].value = value
            case (let index?, nil): members.remove(at: index)
            case (nil, let value?): members.append((name, value))
            case (nil, nil): break
            }
        }
    }

    package mutating func reserveCapacity(_ count: Int) { members.reserveCapacity(count) }

    /// Adds a member whose name is known to be absent, without searching for it.
    package mutating func append(_ name: String, _ value: JSONValue) {
        members.append((name, value))
    }
}

extension JSONObject: Hashable {
    package static func == (left: JSONObject, right: JSONObject) -> Bool {
        guard left.count == right.count else { return false }
        if left.members.elementsEqual(
            right.members, by: { $0.name == $1.name && $0.value == $1.value })
        {
            return true
        }
        let byName = Dictionary(right.members.map { ($0.name, $0.value) }) { _, last in last }
        return left.members.allSatisfy { byName[$0.name] == $0.value }
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(Set(members.map(\.name)))
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, JSONValue)...) { self.init(elements) }
}
