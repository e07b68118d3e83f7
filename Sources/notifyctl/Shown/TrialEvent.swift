import Console
import Definitions
import Domain
import Foreground
import Formats

/// The event that verbs try notifications and templates out with: of the run in a file, or of one that is
/// made up.
enum TrialEvent {
    static let run = Option(
        "run", value: "FILE", "a run object as JSON, instead of one that is made up")
    static let occasion = Option(
        "occasion", value: "WORD", "a word of a notification's when, such as error or fixed",
        words: Interest.allCases.map(\.rawValue))

    /// - Parameter standard: what happened where nobody says so.
    static func make(
        _ invocation: Invocation, standard: Happening = Happening(.completed)
    ) throws(Failure) -> Event {
        let asked = try happening(invocation)
        let now = invocation.time.now
        guard let path = invocation.arguments.value(run) else {
            return SampleEvent.make(asked ?? standard, at: now)
        }
        let object = try object(Files.read(path))
        let metadata = object["metadata"]
        let key = ScheduleKey(
            project: name(metadata?["project"]) ?? .defaultProject,
            name: name(metadata?["name"]) ?? SampleEvent.key.name)
        let uid = metadata?["uid"]?.string.flatMap { UID($0) } ?? SampleEvent.uid(at: now)
        let at = object["status"]?["end_time"]?.string.flatMap { Timestamp($0) } ?? now
        return .unstored(
            asked ?? happening(of: object) ?? standard, of: uid, key, at: at, snapshot: object)
    }

    /// What `--occasion` says.
    static func happening(_ invocation: Invocation) throws(Failure) -> Happening? {
        guard let word = invocation.arguments.value(occasion) else { return nil }
        guard let interest = Interest(word: word) else {
            let known = Interest.allCases.map(\.rawValue).joined(separator: ", ")
            throw .usage("--occasion takes one of \(known), not \"\(word.printable)\"")
        }
        return interest.example
    }

    /// A run object by itself, as `run`, as `object` of what was rendered, or as the first of the `runs` that a
    /// webhook gets.
    private static func object(_ file: DefinitionFile) throws(Failure) -> JSONValue {
        let value: JSONValue
        do throws(JSONError) { value = try JSONValue(parsing: file.bytes) } catch {
            throw .usage("\(file.name) is no JSON: \(error)")
        }
        let object =
            value["run"] ?? value["object"] ?? value["runs"]?.array?.first ?? value
        guard object["status"]?.object != nil || object["metadata"]?.object != nil else {
            throw .usage(
                "\(file.name) holds no run object, which has \"metadata\" and \"status\": take one "
                    + "from \"render RUN --output=json\", or from a webhook")
        }
        return object
    }

    private static func name(_ value: JSONValue?) -> Name? {
        value?.string.flatMap { try? Name($0) }
    }

    /// What the run's state tells.
    private static func happening(of object: JSONValue) -> Happening? {
        guard let state = object["status"]?["state"]?.string.flatMap(RunState.init) else {
            return nil
        }
        let reason = object["status"]?["reason"]?.string.flatMap(ErrorReason.init)
        return Happening(state.occasion, reason: state == .error ? reason : nil)
    }
}
