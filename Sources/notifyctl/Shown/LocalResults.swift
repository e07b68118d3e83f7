import Console
import Domain
import Formats
import Glibc
import Platform

/// Results of a run that `exec` carries out, which no service knows.
enum LocalResults {
    /// The file that takes them, where this program runs within such a run.
    static var file: String? {
        EnvironmentVariable.text("NOTIFYD_TRIGGER") == Trigger.local.rawValue
            ? EnvironmentVariable.text("NOTIFYD_RESULTS") : nil
    }

    /// Writes them as a line, where none is wrong.
    static func append(_ results: JSONObject, to path: String) throws(Failure) {
        if let fault = RunResults.faults(results, path: "results").first {
            throw .usage("\(fault.path): \(fault.message)".printable)
        }
        do throws(SystemError) {
            let file = try Descriptor.open(path, O_WRONLY | O_APPEND | O_NOFOLLOW)
            var rest = Array("\(JSONValue.object(results).text)\n".utf8)[...]
            while !rest.isEmpty {
                rest = rest.dropFirst(try file.write(rest, isSocket: false) ?? 0)
            }
        } catch {
            throw Failure("the results were not reported: \(error)".printable)
        }
    }
}
