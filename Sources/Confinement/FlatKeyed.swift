/// A file of a cgroup with a key and a number in each line, such as `cpu.stat` or `memory.events`.
package struct FlatKeyed: Hashable, Sendable {
    private let values: [Substring: UInt64]

    package init(_ text: String) {
        var values: [Substring: UInt64] = [:]
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            if words.count == 2, let value = UInt64(words[1]) { values[words[0]] = value }
        }
        self.values = values
    }

    package subscript(key: String) -> UInt64? { values[key[...]] }
}
