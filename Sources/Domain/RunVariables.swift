package import Formats

extension Run {
    /// The variables that tell a command which run it is, what it is given, and where it reports: the
    /// parameters, then ours, which those cannot replace.
    ///
    /// - Parameter results: the path of the file that takes its results.
    package func variables(
        results: String, previousSuccess: Timestamp?
    ) -> [(name: String, value: String)] {
        parameters.members.map { ($0.name, $0.value.string ?? $0.value.text) } + [
            ("NOTIFYD_RUN", uid.description),
            ("NOTIFYD_SCHEDULE", key.name.text),
            ("NOTIFYD_PROJECT", key.project.text),
            ("NOTIFYD_OCCURRENCE", occurrence?.description ?? ""),
            ("NOTIFYD_ATTEMPT", String(attempt)),
            ("NOTIFYD_TRIGGER", trigger.rawValue),
            ("NOTIFYD_PREVIOUS_SUCCESS", previousSuccess?.description ?? ""),
            ("NOTIFYD_PARAMETERS", JSONValue.object(parameters).text),
            ("NOTIFYD_RESULTS", results),
        ]
    }
}
