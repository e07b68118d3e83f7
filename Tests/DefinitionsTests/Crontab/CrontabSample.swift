import Definitions
import Domain
import Formats

/// Crontabs as the tests read them.
enum CrontabSample {
    static func read(
        _ text: String, _ format: CrontabFormat = .user, name: String = "c", user: String? = nil,
        prefix: String? = nil, _ change: (inout CrontabSettings) -> Void = { _ in }
    ) -> ImportedCrontabs {
        read(Array(text.utf8), format, name: name, user: user, prefix: prefix, change)
    }

    static func read(
        _ bytes: [UInt8], _ format: CrontabFormat = .user, name: String = "c", user: String? = nil,
        prefix: String? = nil, _ change: (inout CrontabSettings) -> Void = { _ in }
    ) -> ImportedCrontabs {
        var settings = CrontabSettings()
        settings.ownUser = "me"
        change(&settings)
        var reader = CrontabReader(settings, reader: Sample.reader)
        reader.read(
            CrontabFile(name: name, bytes: bytes, format: format, user: user, prefix: prefix))
        return reader.found
    }

    /// The only schedule, and nothing refused.
    static func schedule(
        _ text: String, _ format: CrontabFormat = .user, prefix: String? = nil,
        _ change: (inout CrontabSettings) -> Void = { _ in }
    ) -> ScheduleDefinition? {
        let found = read(text, format, prefix: prefix, change)
        return found.refused.isEmpty && found.schedules.count == 1
            ? found.schedules[0].definition : nil
    }
}
