internal import Formats

/// A dictionary in the order its keys came, which everyone who has it shares.
final class DictionaryObject: Disposable {
    private var entries: [(key: Value, value: Value)] = []
    private var keys: [Key] = []
    /// Where the keys are, once there are so many that looking at each would take long.
    private var index: [Key: Int]?

    private static let searchedKeys = 8

    /// A variable's members that nobody has asked for yet, and who gets to know what they become.
    private var unread: (members: JSONObject, store: ValueStore)?

    init() {}

    /// Takes the members when they are first asked for: most of a run's are not.
    init(_ members: JSONObject, _ store: ValueStore) { unread = (members, store) }

    var count: Int { unread?.members.count ?? entries.count }

    var pairs: [(key: Value, value: Value)] {
        readMembers()
        return entries
    }

    private func readMembers() {
        guard let (members, store) = unread else { return }
        unread = nil
        for (name, value) in members.members { append(name, store.value(value)) }
    }

    private func position(of key: Key) -> Int? {
        readMembers()
        if let index { return index[key] }
        return keys.firstIndex(of: key)
    }

    func value(_ key: Key) -> Value? { position(of: key).map { entries[$0].value } }

    func set(_ key: Value, _ value: Value, _ rendering: Rendering) throws(Fault) {
        let found = try rendering.key(key)
        if let position = position(of: found) {
            entries[position].value = value
        } else {
            try rendering.check(items: count + 1)
            try rendering.spend(items: 1)
            append(found, key, value)
        }
    }

    private func append(_ found: Key, _ key: Value, _ value: Value) {
        index?[found] = keys.count
        keys.append(found)
        entries.append((key, value))
        if index == nil, keys.count > Self.searchedKeys {
            index = Dictionary(uniqueKeysWithValues: zip(keys, keys.indices))
        }
    }

    /// Takes a name that is known to be new.
    func append(_ name: String, _ value: Value) {
        append(.text(Key.Bytes(string: name)), .text(name), value)
    }

    func remove(_ key: Key, _ rendering: Rendering) throws(Fault) -> (key: Value, value: Value)? {
        guard let position = position(of: key) else { return nil }
        try rendering.spend(items: pairs.count)
        keys.remove(at: position)
        if index != nil { index = Dictionary(uniqueKeysWithValues: zip(keys, keys.indices)) }
        return entries.remove(at: position)
    }

    func removeAll() {
        unread = nil
        entries = []
        keys = []
        index = nil
    }

    func dispose() { removeAll() }
}
