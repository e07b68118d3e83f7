import Domain
package import Formats

/// A schedule as it is named on the command line: `NAME` or `PROJECT/NAME`, or with `--project`.
package struct ScheduleArgument: Sendable {
    package let project: String
    package let name: String

    init(_ text: String, project: String?) throws(Failure) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            .map(String.init)
        guard parts.count == 2 else {
            self.project = try Self.checked(project ?? "default")
            name = try Self.checked(text)
            return
        }
        guard project == nil || project == parts[0] else {
            throw .usage("\"\(text.printable)\" and --project name two projects; name one")
        }
        self.project = try Self.checked(parts[0])
        name = try Self.checked(parts[1])
    }

    /// `nightly`, or `project/nightly` where the project is not the default one.
    package var shown: String { project == "default" ? name : "\(project)/\(name)" }

    /// The parameters that name it.
    package var parameters: JSONObject {
        ["project": .string(project), "schedule": .string(name)]
    }

    static func checked(_ text: String) throws(Failure) -> String {
        do throws(NameError) { return try Name(text).text } catch {
            throw .usage(error.description)
        }
    }
}
