import Formats
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes)))
struct BackfillTests {
    private static let leapDays: JSONValue = [
        "2016-02-29T00:00:00Z", "2020-02-29T00:00:00Z", "2024-02-29T00:00:00Z",
    ]

    private func backfill(
        _ client: TestClient, _ members: JSONObject = [:]
    ) async throws -> JSONObject {
        var parameters: JSONObject = [
            "schedule": "job", "from": "2016-02-29T00:00:00Z", "until": "2024-02-29T00:00:00Z",
        ]
        for (name, value) in members.members { parameters[name] = value }
        return try await client.call("BackfillSchedule", parameters)
    }

    @Test func `occurrences of the past run, and once only unless they are repeated`() async throws
    {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let folder = ScratchDirectory()
            try await client.apply(
                schedule(
                    "job", "echo $NOTIFYD_OCCURRENCE >> \(folder.path)/ran", ["timezone": "UTC"]))
            let dry = try await backfill(client, ["dry_run": true])
            #expect(dry["occurrences"] == Self.leapDays)
            #expect(dry["runs"] == [])
            #expect(try await client.call("ListRuns")["runs"] == [])

            let real = try await backfill(client)
            #expect(real["occurrences"] == Self.leapDays)
            #expect(real["left_out"] == [])
            let runs = real["runs"]?.array ?? []
            try #require(runs.count == 3)
            for (run, occurrence) in zip(runs, Self.leapDays.array ?? []) {
                let ended = try await client.wait(for: run)
                #expect(ended["state"] == "completed")
                #expect(ended["trigger"] == "backfill")
                #expect(ended["occurrence"] == occurrence)
            }
            #expect(
                try WholeFile.text("\(folder.path)/ran")
                    == "2016-02-29T00:00:00Z\n2020-02-29T00:00:00Z\n2024-02-29T00:00:00Z\n")

            let again = try await backfill(client)
            #expect(again["occurrences"] == [])
            #expect(again["left_out"] == Self.leapDays)
            let repeated = try await backfill(client, ["repeat": true])
            #expect(repeated["runs"]?.array?.count == 3)
            for run in repeated["runs"]?.array ?? [] { _ = try await client.wait(for: run) }
        }
    }

    @Test func `what lies ahead is not run, and what cannot be is refused`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            try await client.apply(schedule("job", "true", ["timezone": "UTC"]))
            let ahead = try await backfill(
                client, ["from": "2024-01-01T00:00:00Z", "until": "2999-01-01T00:00:00Z"])
            #expect(ahead["occurrences"] == ["2024-02-29T00:00:00Z"])
            for run in ahead["runs"]?.array ?? [] { _ = try await client.wait(for: run) }
            let never = try await backfill(
                client, ["from": "2998-01-01T00:00:00Z", "until": "2999-01-01T00:00:00Z"])
            #expect(never["occurrences"] == [])
            try await client.apply(
                schedule("job", "true", ["when": "* * * * *", "paused": true, "timezone": "UTC"]))
            for (members, path) in [
                (["from": "2024-03-01T00:00:00Z"], "until"),
                (["until": "2024-03-01T00:00:00Z"], "until"), (["from": "then"], "from"),
            ] as [(JSONObject, String)] {
                var parameters: JSONObject = [
                    "schedule": "job", "from": "2016-02-29T00:00:00Z",
                    "until": "2024-02-29T00:00:00Z",
                ]
                for (name, value) in members.members { parameters[name] = value }
                let refusal = try await client.refusal("BackfillSchedule", parameters)
                #expect(refusal.paths == [path], "\(refusal)")
            }
            var unknown: JSONObject = ["schedule": "none", "from": "2016-02-29T00:00:00Z"]
            unknown["until"] = "2024-02-29T00:00:00Z"
            #expect(try await client.refusal("BackfillSchedule", unknown).name == "NotFound")
        }
    }
}
