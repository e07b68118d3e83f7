internal import Domain
package import Formats

/// A run in a few words, for channels that speak to people.
package struct RunSummary {
    package let name: String
    package let uid: String
    package let state: String
    /// What went wrong; nil unless the run is in error and says why.
    package let error: String?
    /// The run's results as `name=value`.
    package let results: [String]

    /// Takes the run in the form that templates see.
    package init(_ run: JSONValue) {
        name = run["metadata"]?["name"]?.string ?? "?"
        uid = run["metadata"]?["uid"]?.string ?? "?"
        state = run["status"]?["state"]?.string ?? "unknown"
        let reason = run["status"]?["error"]?.string ?? run["status"]?["status_text"]?.string ?? ""
        error = state == RunState.error.rawValue && !reason.isEmpty ? reason : nil
        results = (run["status"]?["results"]?.object?.members ?? []).map { member in
            "\(member.name)=\(member.value.string ?? member.value.text)"
        }
    }

    /// The error, the results, or the state where there is neither.
    func result(separator: String) -> String {
        error ?? (results.isEmpty ? state : results.joined(separator: separator))
    }
}
