import Glibc

/// Where programs lie.
package enum ProgramSearch {
    /// Folders of an administrator's programs, which are not in everybody's PATH.
    private static let further = ["/usr/sbin", "/usr/lib", "/usr/local/sbin"]

    /// The first file of this name that can be executed, in PATH and then where mail systems put theirs;
    /// nil when there is none.
    package static func path(of program: String) -> String? {
        let path = ProcessEnvironment.value("PATH") ?? ""
        // What lies in the folder that somebody happens to stand in is not meant.
        let folders = path.split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
        return (folders + further).lazy.map { "\($0)/\(program)" }
            .first { candidate in unsafe access(candidate, X_OK) == 0 }
    }
}
