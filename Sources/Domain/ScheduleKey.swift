/// What a schedule is known by: its name within its project.
package struct ScheduleKey: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let project: Name
    package let name: Name

    package init(project: Name = .defaultProject, name: Name) {
        self.project = project
        self.name = name
    }

    package var description: String { "\(project)/\(name)" }

    /// As people and command lines name it: without its project where that is the default one.
    package var shortText: String { project == .defaultProject ? name.text : description }

    package static func < (left: ScheduleKey, right: ScheduleKey) -> Bool {
        (left.project, left.name) < (right.project, right.name)
    }
}
