import Channels
package import Definitions
import Domain

/// Where settings come from: what is built in, a file with the drop-ins of the folder beside it, and the
/// command line; what comes later counts more.
package struct SettingsFiles: Hashable, Sendable {
    package var builtIn: GivenSettings
    /// The file; its drop-ins are in the folder of the same name with `.d` behind it.
    package var path: String
    /// Whether somebody named the file, so that it has to be there.
    package var isNamed = false
    package var commandLine = GivenSettings()

    package init(path: String, builtIn: GivenSettings) {
        self.path = path
        self.builtIn = builtIn
    }

    /// Takes a file that somebody names; schedule files lie beside it, unless they say otherwise.
    package mutating func name(_ path: String) {
        self.path = path
        isNamed = true
        let folder = path.lastIndex(of: "/").map { path[..<$0] } ?? ""
        builtIn.schedules = "\(folder)/schedules.d"
    }

    /// What they say now, together; all that is wrong with the files is thrown.
    package func settings() throws(InvalidFiles) -> Settings {
        let main = try DefinitionFolder.file(path, mayBeMissing: !isNamed)
        var given = builtIn
        given.apply(
            try SettingsReader.settings(
                inFiles: [main].compactMap(\.self) + DefinitionFolder.files("\(path).d"),
                kinds: ChannelTable.declarations.map(\.kind)))
        given.apply(commandLine)
        var settings = Settings(
            stateDirectory: given.state ?? "", socketPath: given.socket ?? "",
            launcherProgram: given.launcher ?? "")
        settings.apply(given)
        settings.files = self
        return settings
    }
}
