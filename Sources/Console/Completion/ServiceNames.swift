import Domain
import Formats

/// The names that the service knows, for a shell that waits: soon, or not at all.
struct ServiceNames: Sendable {
    private let connection: Connection
    private let line: UnfinishedLine

    /// What the service has of these; nothing when it does not answer in time.
    static func gather(
        _ completions: [Completion], for line: UnfinishedLine
    ) async -> [Offer.Candidate] {
        let asked = completions.filter(isKnownToService)
        guard !asked.isEmpty else { return [] }
        return await withTaskGroup(of: [Offer.Candidate]?.self) { group in
            group.addTask { try? await names(asked, for: line) }
            group.addTask {
                try? await Task.sleep(for: patience)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first ?? []
        }
    }

    /// How long whoever types is kept waiting.
    private static var patience: Duration {
        EnvironmentVariable.text("NOTIFYD_COMPLETION_PATIENCE").flatMap { Duration(text: $0) }
            ?? ConsoleLimits.completionPatience
    }

    private static func isKnownToService(_ completion: Completion) -> Bool {
        switch completion {
        case .schedules, .projects, .runs, .deliveries, .notifiers, .notifications: true
        case .kinds, .notificationText, .zones, .verbs, .files, .command, .words: false
        }
    }

    private static func names(
        _ completions: [Completion], for line: UnfinishedLine
    ) async throws -> [Offer.Candidate] {
        let connection = try await Connection.open(SocketPath.choose(line.value(.socket)))
        let names = ServiceNames(connection: connection, line: line)
        var found: [Offer.Candidate] = []
        for completion in completions {
            for candidate in try await names.candidates(completion)
            where !found.contains(where: { $0.word == candidate.word }) {
                found.append(candidate)
            }
        }
        return found
    }

    private func candidates(_ completion: Completion) async throws -> [Offer.Candidate] {
        switch completion {
        case .schedules: try await schedules()
        case .projects: try await projects()
        case .runs: try await schedules() + runs()
        case .deliveries: try await deliveries()
        case .notifiers: try await notifiers()
        case .notifications: try await notifications()
        case .kinds, .notificationText, .zones, .verbs, .files, .command, .words: []
        }
    }

    private func rows(
        _ method: String, _ parameters: JSONObject = [:], _ member: String
    ) async throws -> [JSONValue] {
        try await connection.list(
            method, parameters, member: member, atMost: ConsoleLimits.completionRows
        ).rows
    }

    /// The project that the line names.
    private var project: JSONObject {
        line.value(.project).map { ["project": .string($0)] } ?? [:]
    }

    /// A schedule as the line has to name it.
    private func shown(_ value: JSONValue?, name: String) -> String {
        let project = value?["project"]?.string ?? "default"
        let text = value?[name]?.string ?? ""
        return line.value(.project) != nil || project == "default" ? text : "\(project)/\(text)"
    }

    private func schedules() async throws -> [Offer.Candidate] {
        try await rows("ListSchedules", project, "schedules").map { row in
            let schedule = row["schedule"]
            let note = schedule?["description"]?.string ?? schedule?["when"]?.string
            return Offer.Candidate(shown(schedule, name: "name"), note ?? "")
        }
    }

    private func projects() async throws -> [Offer.Candidate] {
        let names = try await rows("ListSchedules", [:], "schedules").compactMap {
            $0["schedule"]?["project"]?.string
        }
        return Set(names + ["default"]).sorted().map { Offer.Candidate($0) }
    }

    private func runs() async throws -> [Offer.Candidate] {
        try await rows("ListRuns", project, "runs").map { run in
            Offer.Candidate(
                run["uid"]?.string ?? "",
                "\(shown(run, name: "schedule")), \(run["state"]?.string ?? "")")
        }
    }

    private func deliveries() async throws -> [Offer.Candidate] {
        try await rows("ListDeliveries", project, "deliveries").map { delivery in
            let state = delivery["state"]?.string ?? ""
            return Offer.Candidate(
                delivery["id"]?.string ?? "", "\(shown(delivery, name: "schedule")), \(state)")
        }
    }

    private func notifiers() async throws -> [Offer.Candidate] {
        try await rows("ListNotifiers", [:], "notifiers").map { notifier in
            Offer.Candidate(notifier["name"]?.string ?? "", notifier["kind"]?.string ?? "")
        }
    }

    private func notifications() async throws -> [Offer.Candidate] {
        guard let subject = line.operands.first else { return [] }
        var parameters: JSONObject = ["run": .string(subject)]
        if UID(subject) == nil {
            parameters = try ScheduleArgument(subject, project: line.value(.project)).parameters
        }
        return try await rows("ListNotifications", parameters, "notifications")
            .filter { $0["replaced"] != true }
            .map { row in
                let notification = row["notification"]
                let target = notification?["kind"]?.string ?? notification?["notifier"]?.string
                return Offer.Candidate(notification?["name"]?.string ?? "", target ?? "")
            }
    }
}
