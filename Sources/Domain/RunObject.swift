package import Formats

extension Run {
    /// The run in the form that templates and webhook bodies see, which is MLRun's.
    ///
    /// - Parameter logTail: the last lines of its log; empty where they are not told.
    package func object(definition: ScheduleDefinition, logTail: String = "") -> JSONValue {
        var metadata: JSONObject = [
            "uid": .string(uid.description), "name": .string(key.name.text),
            "project": .string(key.project.text), "iteration": 0,
        ]
        metadata["labels"] = .object(
            JSONObject(
                definition.labels.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
        let spec: JSONObject = [
            "parameters": .object(parameters),
            "handler": .string(definition.command.shellLine ?? definition.command.arguments[0]),
            "command": .array(definition.command.arguments.map(JSONValue.string)),
        ]
        var status = statusObject
        if !logTail.isEmpty { status["log_tail"] = .string(logTail) }
        return [
            "kind": "run", "metadata": .object(metadata), "spec": .object(spec),
            "status": .object(status),
        ]
    }

    private var statusObject: JSONObject {
        var status: JSONObject = [
            "state": .string(state.rawValue), "trigger": .string(trigger.rawValue),
            "attempt": .integer(attempt), "results": .object(results.values),
        ]
        status["results_error"] = results.error.map(JSONValue.string)
        status["occurrence"] = occurrence.map { .string($0.description) }
        status["start_time"] = startedAt.map { .string($0.description) }
        status["end_time"] = endedAt.map { .string($0.description) }
        status["last_update"] = .string((endedAt ?? startedAt ?? createdAt).description)
        status["reason"] = (reason?.rawValue ?? skipReason?.rawValue).map(JSONValue.string)
        if !message.isEmpty { status["status_text"] = .string(message) }
        if state == .error { status["error"] = .string(message) }
        switch exit {
        case .exited(let code)?: status["exit_code"] = .integer(Int64(code))
        case .signalled(let signal)?: status["signal"] = .string(SignalName.of(signal))
        case nil: break
        }
        status["usage"] = usage?.object
        return status
    }
}

extension ResourceUsage {
    /// The usage in the form that templates and clients see.
    package var object: JSONValue {
        [
            "user_seconds": .number(user.fractionalSeconds),
            "system_seconds": .number(system.fractionalSeconds),
            "wall_seconds": .number(wall.fractionalSeconds),
            "peak_memory_bytes": .integer(peakMemory),
        ]
    }
}

extension Duration {
    /// The duration in seconds.
    package var fractionalSeconds: Double { Double(microseconds) / 1_000_000 }
}
