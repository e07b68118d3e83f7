import Channels
import Console
import Definitions
import Domain
import Platform
import Plugins

/// Reads schedule files as the service would, but with places to point at.
enum ScheduleFiles {
    /// Plugins are asked for what they are when something is read that may name them.
    static let kinds = PluginSearch(in: .standard).runBlocking().kinds
    static var channels: [ChannelDeclaration] { kinds.declarations }

    static let reader = ScheduleReader(
        channels: channels, checkParameters: kinds.faults(kind:parameters:),
        environment: .elsewhere,
        checkTimezone: SystemZones.fault(of:))

    static func read(_ paths: [String]) throws(Failure) -> [ScheduleDefinition] {
        guard paths.count(where: { $0 == "-" }) <= 1 else {
            throw .usage("standard input can be read only once")
        }
        var files: [DefinitionFile] = []
        for path in paths { files.append(try Files.read(path)) }
        do throws(InvalidFiles) {
            return try reader.schedules(inFiles: files)
        } catch {
            throw failure(error)
        }
    }

    /// Tells of what counts as it is written, and is hardly meant so.
    static func warn(of definitions: [ScheduleDefinition], to invocation: Invocation) {
        for definition in definitions {
            warn(of: definition.notifications, of: definition.key.shortText, to: invocation)
        }
    }

    /// Tells of what only the service can know to be right.
    static func warnOfEnvironment(
        of definitions: [ScheduleDefinition], to invocation: Invocation
    ) {
        for definition in definitions {
            for warning in definition.notifications.environmentWarnings(of: channels) {
                let holder = definition.key.shortText
                invocation.output.remark(
                    "\(invocation.program): warning: \(holder): \(warning)".printable)
            }
        }
    }

    static func warn(
        of notifications: [Notification], of holder: String, to invocation: Invocation
    ) {
        for warning in notifications.conditionWarnings {
            invocation.output.remark(
                "\(invocation.program): warning: \(holder): \(warning)".printable)
        }
    }

    static func failure(_ error: InvalidFiles) -> Failure {
        let count = error.faults.count
        return Failure(
            count == 1 ? "there is 1 fault" : "there are \(count) faults",
            lines: error.faults.map { $0.description.printable })
    }
}
