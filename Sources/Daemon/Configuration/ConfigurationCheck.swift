package import Definitions
import Domain

/// Tells what is wrong with what administrators have written down, as far as that shows without a service.
package enum ConfigurationCheck {
    /// Of settings and schedule files, in the order of the files.
    package static func faults(of files: SettingsFiles) -> [FileFault] {
        do throws(InvalidFiles) {
            let settings = try files.settings()
            if let folder = settings.scheduleFolder {
                // The service has another environment than whoever checks for it.
                _ = try ScheduleFolder(path: folder, environment: .elsewhere).read()
            }
            return []
        } catch {
            return error.faults
        }
    }
}
