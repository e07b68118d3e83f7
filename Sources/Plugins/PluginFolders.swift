internal import Channels
internal import Domain
internal import Glibc
internal import Platform

/// The folders in which executables are kinds of channels; what lies in a later one counts more.
package struct PluginFolders: Sendable {
    package let paths: [String]

    package init(_ paths: [String]) { self.paths = paths }

    /// Of packages, of the machine's administrator, and, for all but root, of the user; the variable
    /// `NOTIFYD_PLUGINS` names others in their place, with colons between them.
    package static let standard: PluginFolders = {
        if let given = ProcessEnvironment.value("NOTIFYD_PLUGINS") {
            return PluginFolders(
                given.split(separator: ":").map(String.init).filter { $0.hasPrefix("/") })
        }
        let system = [
            "/usr/lib/notifyd/plugins", "/usr/local/lib/notifyd/plugins", "/etc/notifyd/plugins",
        ]
        guard geteuid() != 0, let data = ownData else { return PluginFolders(system) }
        return PluginFolders(system + ["\(data)/notifyd/plugins"])
    }()

    /// As the XDG Base Directory specification has it; relative paths are invalid there.
    private static var ownData: String? {
        if let folder = ProcessEnvironment.value("XDG_DATA_HOME"), folder.hasPrefix("/") {
            return folder
        }
        let home = ProcessEnvironment.value("HOME") ?? SystemUser(uid: geteuid())?.home ?? ""
        return home.hasPrefix("/") ? "\(home)/.local/share" : nil
    }

    /// The files in them, and what is wrong with others.
    func files() -> (usable: [PluginFile], faults: [PluginFault]) {
        var found: [String: PluginFile] = [:]
        var faults: [PluginFault] = []
        for folder in paths {
            var here: Set<String> = []
            for name in names(in: folder, &faults) where !Self.isLeftOver(name) {
                let path = "\(folder)/\(name)"
                let kind = String(name.prefix { $0 != "." })
                if let fault = Self.fault(ofKind: kind, !here.insert(kind).inserted) {
                    faults.append(PluginFault(kind: nil, path: path, reason: fault))
                } else {
                    found[kind] = PluginFile(kind: kind, path: path)
                }
            }
        }
        let sorted = found.values.sorted { $0.kind < $1.kind }
        for file in sorted.dropFirst(ProgramLimits.plugins) {
            faults.append(
                PluginFault(
                    kind: nil, path: file.path,
                    reason: "there are more than \(ProgramLimits.plugins) plugins: remove some"))
        }
        return (Array(sorted.prefix(ProgramLimits.plugins)), faults)
    }

    private func names(in folder: String, _ faults: inout [PluginFault]) -> [String] {
        do throws(SystemError) { return try Folder.names(in: folder) } catch {
            if error.errno != ENOENT {
                faults.append(PluginFault(kind: nil, path: folder, reason: "\(error)"))
            }
            return []
        }
    }

    /// Hidden ones, and what editors and packages leave behind.
    private static func isLeftOver(_ name: String) -> Bool {
        name.hasPrefix(".") || name.hasSuffix("~") || name.contains(".dpkg-")
    }

    private static func fault(ofKind kind: String, _ isRepeated: Bool) -> String? {
        let isWord = kind.allSatisfy {
            $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "_" || $0 == "-")
        }
        guard isWord, kind.first?.isLowercase == true, kind.count <= ProgramLimits.kind else {
            return "its name is no kind: name it with lower-case letters, digits, _ and -, at most "
                + "\(ProgramLimits.kind), and begin with a letter"
        }
        if ChannelTable.declarations.contains(where: { $0.kind == kind }) {
            return "the kind \(kind) is notifyd's own: give it another name"
        }
        return isRepeated ? "another file of its folder is the kind \(kind) too: remove one" : nil
    }
}
