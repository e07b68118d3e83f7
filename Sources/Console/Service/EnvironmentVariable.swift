import Glibc

/// The variables that this process was started with.
package enum EnvironmentVariable {
    /// The variable's text; nil where it is not set, or empty.
    package static func text(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        let text = unsafe String(cString: value)
        return text.isEmpty ? nil : text
    }
}
