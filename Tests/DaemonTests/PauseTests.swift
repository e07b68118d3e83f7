import Domain
import Formats
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes)))
struct PauseTests {
    private func state(_ client: TestClient) async throws -> JSONValue {
        try await client.call("ShowSchedule", ["schedule": "job"])["state"] ?? .null
    }

    @Test func `a pause says until when, by whom and why, and keeps when it began`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            try await client.apply(schedule("job"))
            try await client.call(
                "PauseSchedule",
                [
                    "schedule": "job", "until": "2199-01-01T00:00:00+01:00",
                    "reason": "disk is changed",
                ])
            let paused = try await state(client)
            #expect(paused["state"] == "paused")
            #expect(paused["pause"]?["until"] == "2198-12-31T23:00:00Z")
            #expect(paused["pause"]?["reason"] == "disk is changed")
            #expect(paused["pause"]?["by"] == paused["owner"])
            #expect(paused["next_occurrence"] == nil)
            try await client.call("PauseSchedule", ["schedule": "job"])
            let again = try await state(client)
            #expect(again["pause"]?["at"] == paused["pause"]?["at"])
            #expect(again["pause"]?["until"] == nil)
            #expect(again["pause"]?["reason"] == nil)
            try await client.call("ResumeSchedule", ["schedule": "job"])
            let resumed = try await state(client)
            #expect(resumed["state"] == "active")
            #expect(resumed["pause"] == nil)
        }
    }

    @Test func `applying leaves a pause as it is, unless it speaks of it`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            try await client.apply(schedule("job"))
            try await client.call("PauseSchedule", ["schedule": "job", "reason": "disk"])
            #expect(try await client.apply(schedule("job")).first?["change"] == "unchanged")
            #expect(
                try await client.apply(schedule("job", "ls", ["paused": true])).first?["change"]
                    == "updated")
            #expect(try await state(client)["pause"]?["reason"] == "disk")
            #expect(
                try await client.apply(schedule("job", "ls", ["paused": false])).first?["change"]
                    == "updated")
            #expect(try await state(client)["state"] == "active")
        }
    }

    @Test func `a pause that ends before it begins is refused, and one explained at length`()
        async throws
    {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            try await client.apply(schedule("job"))
            for (parameters, path) in [
                (["until": "2020-01-01T00:00:00Z"], "until"), (["until": "tomorrow"], "until"),
                (["reason": .string(String(repeating: "x", count: 1001))], "reason"),
            ] as [(JSONObject, String)] {
                var parameters = parameters
                parameters["schedule"] = "job"
                let refusal = try await client.refusal("PauseSchedule", parameters)
                #expect(refusal.paths == [path])
            }
            #expect(try await state(client)["state"] == "active")
        }
    }
}
