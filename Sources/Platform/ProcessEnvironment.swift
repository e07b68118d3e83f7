import Glibc

/// The environment that the process was started with (environ(7)).
package enum ProcessEnvironment {
    /// The value of a variable; nil when it is not set (getenv(3)).
    @Sendable package static func value(_ name: String) -> String? {
        unsafe getenv(name).map { unsafe String(cString: $0) }
    }

    /// All variables as `NAME=value`, with some replaced or added.
    package static func lines(with added: [(name: String, value: String)]) -> [String] {
        let names = Set(added.map(\.name))
        let kept = own.filter { line in !names.contains(String(line.prefix { $0 != "=" })) }
        return kept + added.map { "\($0.name)=\($0.value)" }
    }

    private static var own: [String] {
        var lines: [String] = []
        var position = unsafe environ
        while let line = unsafe position.pointee {
            unsafe lines.append(String(cString: line))
            unsafe position += 1
        }
        return lines
    }
}
