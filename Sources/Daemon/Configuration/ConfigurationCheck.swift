package import Definitions
import Domain
import Plugins

/// Tells what is wrong with what administrators have written down, as far as that shows without a service.
package enum ConfigurationCheck {
    /// Of settings and schedule files, in the order of the files.
    package static func faults(of files: SettingsFiles) -> [FileFault] {
        do throws(InvalidFiles) {
            let settings = try files.settings()
            let found = PluginSearch(in: PluginFolders(settings.pluginFolders)).runBlocking()
            if let folder = settings.scheduleFolder {
                // The service has another environment than whoever checks for it.
                _ = try ScheduleFolder(path: folder, environment: .elsewhere)
                    .read(among: found.kinds)
            }
            return found.faults.map {
                FileFault(file: $0.path, fault: Fault(path: "", message: $0.description))
            }
        } catch {
            return error.faults
        }
    }
}
