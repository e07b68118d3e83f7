import Control
import Formats
import TestKit
import Testing

/// Schedules that end well and badly, write down what they did, and are held to it.
enum CrashWorkload {
    /// How a schedule's commands end: the shell's last words.
    private static let endings = [
        "exit 0", "exit 0", "exit 1", "exit 2", "exit 3", "exit 77", "exit 255", "kill -9 $$",
        "kill -15 $$", "sleep 0.3; exit 0", "sleep 0.7; exit 5", "sleep 2; exit 6",
    ]

    static func schedules(receiver: String) -> String {
        var documents = endings.indices.map { index in
            """
            name: work-\(index)
            when: every 1s
            environment: {FOLDER: SCRATCH}
            command: >-
              echo "$NOTIFYD_RUN.$NOTIFYD_ATTEMPT $NOTIFYD_OCCURRENCE" >> $FOLDER/journal;
              echo "by=$NOTIFYD_RUN.$NOTIFYD_ATTEMPT" >> $NOTIFYD_RESULTS;
              \(endings[index])
            notifications:
              - name: hook
                kind: webhook
                when: [completed, error]
                params: {url: "\(receiver)"}
            """
        }
        // Its life is what those who wait for quiet hear.
        documents.append("name: pulse\nwhen: every 1s\ncommand: \"true\"")
        return documents.joined(separator: "\n---\n")
    }

    static func pause(on service: Service) async throws {
        for index in endings.indices { try await service.done("pause-schedule", "work-\(index)") }
    }

    /// Returns when no run of ours goes on and nothing waits to be told.
    static func settled(_ service: Service) async throws {
        let events = try await service.connect().stream("io.notifyd.Watch")
        for try await _ in events where try await isQuiet(service) { return }
        throw Failure("the watch ended")
    }

    private static func isQuiet(_ service: Service) async throws -> Bool {
        for state in ["pending", "running"] {
            let runs = try await service.rows("ListRuns", "runs", ["state": .string(state)])
            if runs.contains(where: { $0["schedule"] != "pulse" }) { return false }
        }
        let status = try await service.call("GetStatus")
        return status["pending_deliveries"] == 0
            && (status["oldest_pending_since"] ?? .null) == .null
    }

    static func verify(_ service: Service, receiver: UnreliableReceiver) async throws {
        let runs = try await service.rows("ListRuns", "runs").filter { $0["schedule"] != "pulse" }
        let uids = runs.compactMap { $0["uid"]?.string }
        #expect(runs.count >= (Sanitizer.isOn ? 50 : 100), "too few runs to show anything")
        #expect(Set(uids).count == runs.count)

        // No run was started twice, and none was started that nobody knows.
        let starts = service.scratch.lines("journal").compactMap { $0.split(separator: " ").first }
            .map(String.init)
        #expect(Set(starts).count == starts.count)
        #expect(Set(starts) == Set(uids.map { "\($0).1" }))

        // One run for one occurrence.
        let occurrences = runs.map {
            "\($0["schedule"]?.string ?? "") \($0["occurrence"]?.string ?? "")"
        }
        #expect(Set(occurrences).count == runs.count)

        for run in runs { verifyEnd(of: run) }
        for uid in uids {
            let run = try await service.call("ShowRun", ["run": .string(uid)])["run"]
            #expect(run?["results"] == ["by": .string("\(uid).1")], "\(run ?? .null)")
        }
        try await verifyDeliveries(of: uids, service, receiver)
    }

    /// The status that is recorded is the one that the command ended with.
    private static func verifyEnd(of run: JSONValue) {
        let number = run["schedule"]?.string?.split(separator: "-").last.flatMap { Int($0) } ?? 0
        let words = endings[number].split(separator: " ")
        switch words.suffix(2).joined(separator: " ") {
        case "-9 $$":
            #expect(run["signal"] == "SIGKILL" && run["reason"] == "signal", "\(run)")
        case "-15 $$":
            #expect(run["signal"] == "SIGTERM" && run["reason"] == "signal", "\(run)")
        default:
            let code = words.last.flatMap { Int64($0) } ?? -1
            #expect(run["exit_code"] == .integer(code), "\(run)")
            #expect(run["state"] == (code == 0 ? "completed" : "error"), "\(run)")
        }
    }

    /// Every run that ended has its event, and every delivery of it arrived.
    private static func verifyDeliveries(
        of runs: [String], _ service: Service, _ receiver: UnreliableReceiver
    ) async throws {
        let deliveries = try await service.rows("ListDeliveries", "deliveries")
        #expect(deliveries.allSatisfy { $0["state"] == "sent" })
        #expect(deliveries.count == runs.count)
        #expect(Set(deliveries.compactMap { $0["run"]?.string }) == Set(runs))
        // A webhook's id has no dot, which separates the parts of what is signed.
        let ids = deliveries.compactMap { $0["id"]?.string?.replacing(".", with: "_") }
        let arrivals = receiver.arrivals
        #expect(Set(ids).subtracting(arrivals.keys) == [], "these did not arrive")
        #expect(Set(arrivals.keys).subtracting(ids) == [], "these are not known")
    }
}
