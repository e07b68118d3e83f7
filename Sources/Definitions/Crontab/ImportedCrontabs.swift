package import Domain

/// What crontabs have come to.
package struct ImportedCrontabs: Sendable {
    /// A schedule and the line it comes from.
    package struct Schedule: Sendable {
        package let definition: ScheduleDefinition
        package let file: String
        /// From 1.
        package let line: Int
        /// As it stands there.
        package let text: String
    }

    /// Something to be told of a file, or of one of its lines.
    package struct Note: Hashable, Sendable, CustomStringConvertible {
        package let file: String
        /// From 1; nil where the whole file is meant.
        package let line: Int?
        /// One sentence without its full stop.
        package let message: String

        /// `/etc/cron.d/php:14: …`, the form that editors know how to follow.
        package var description: String {
            "\(file):" + (line.map { "\($0): " } ?? " ") + message
        }
    }

    package private(set) var schedules: [Schedule] = []
    /// The lines that could not be taken, and why.
    package private(set) var refused: [Note] = []
    /// What is another way here than under cron, though it was taken.
    package private(set) var remarks: [Note] = []
    /// Lines that could not be taken beyond those that are told.
    package private(set) var untoldRefusals = 0

    package init() {}

    mutating func add(_ schedule: Schedule) { schedules.append(schedule) }

    mutating func remark(_ file: String, line: Int?, _ message: String) {
        remarks.append(Note(file: file, line: line, message: message))
    }

    mutating func refuse(_ file: String, line: Int?, _ message: String) {
        guard refused.count < DefinitionLimits.faults else {
            untoldRefusals += 1
            return
        }
        refused.append(Note(file: file, line: line, message: message))
    }
}
