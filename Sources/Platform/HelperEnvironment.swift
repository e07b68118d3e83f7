/// What a helper program is given of our environment, which may hold secrets.
package enum HelperEnvironment {
    /// As `NAME=value`.
    package static var lines: [String] {
        ProcessEnvironment.lines(with: []).filter { line in
            let name = line.prefix { $0 != "=" }
            return inherited.contains(String(name)) || name.hasPrefix("LC_")
        }
    }

    private static let inherited: Set = ["PATH", "HOME", "LANG", "TZ", "TMPDIR", "USER", "LOGNAME"]
}
