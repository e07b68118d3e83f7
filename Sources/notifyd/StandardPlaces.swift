import Daemon
import Definitions
import Glibc
import Platform
import Plugins

/// Where files are when nobody says otherwise: systemd's word counts most (systemd.exec(5)), then that
/// of the XDG Base Directory specification for ordinary users.
enum StandardPlaces {
    static var files: SettingsFiles {
        var builtIn = GivenSettings()
        builtIn.state = state
        builtIn.socket = socket
        builtIn.launcher = launcher
        builtIn.plugins = PluginFolders.standard.paths
        var files = SettingsFiles(path: "\(configuration)/notifyd.yaml", builtIn: builtIn)
        files.builtIn.schedules = "\(configuration)/schedules.d"
        return files
    }

    /// The path as it is from anywhere: the launcher works in another folder.
    static func absolute(_ path: String) -> String {
        guard !path.hasPrefix("/"), let folder = unsafe getcwd(nil, 0) else { return path }
        defer { unsafe free(folder) }
        return unsafe String(cString: folder) + "/" + path
    }

    private static var isRoot: Bool { geteuid() == 0 }

    private static var configuration: String {
        if let folder = folder("CONFIGURATION_DIRECTORY") { return folder }
        if isRoot { return "/etc/notifyd" }
        return (folder("XDG_CONFIG_HOME") ?? "\(home)/.config") + "/notifyd"
    }

    private static var state: String {
        if let folder = folder("STATE_DIRECTORY") { return folder }
        if isRoot { return "/var/lib/notifyd" }
        return (folder("XDG_STATE_HOME") ?? "\(home)/.local/state") + "/notifyd"
    }

    private static var socket: String {
        if let folder = folder("RUNTIME_DIRECTORY") { return "\(folder)/io.notifyd" }
        if isRoot { return "/run/notifyd/io.notifyd" }
        return (folder("XDG_RUNTIME_DIR") ?? "/run/user/\(geteuid())") + "/notifyd/io.notifyd"
    }

    private static var launcher: String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = unsafe readlink("/proc/self/exe", &buffer, buffer.count)
        let path = buffer.prefix(max(0, length)).map(UInt8.init(bitPattern:))
        let folder = path.prefix(path.lastIndex(of: UInt8(ascii: "/")) ?? 0)
        return String(decoding: folder, as: UTF8.self) + "/notifyd-launcher"
    }

    private static var home: String {
        folder("HOME") ?? SystemUser(uid: geteuid())?.home ?? ""
    }

    /// The folder that a variable names, or the first of several; relative ones are invalid.
    private static func folder(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        let text = unsafe String(cString: value).prefix { $0 != ":" }
        return text.hasPrefix("/") ? String(text) : nil
    }
}
