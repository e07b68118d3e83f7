import Console
import Formats

extension Verb {
    static let abortRun = Verb(
        "abort-run", operands: "RUN", count: 1...1, summary: "end a run before its time",
        details:
            "Ends a run: SIGTERM to its processes, and SIGKILL to those that are left after its "
            + "grace. RUN is its uid, or a schedule for its last run.",
        options: [.project], example: "abort-run nightly-backup"
    ) { invocation in
        let connection = try await invocation.connect()
        let uid = try await invocation.run(invocation.operands[0], on: connection)
        let reply = try await connection.call("AbortRun", ["run": .string(uid)])
        try invocation.answer(reply) { "Aborting run \(uid.printable).\n" }
        return .done
    }
}
