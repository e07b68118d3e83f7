import Formats
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes)))
struct PagingTests {
    /// The names of all items, asked for page by page.
    private func all(
        _ client: TestClient, _ method: String, _ list: String, _ name: String,
        _ parameters: JSONObject
    ) async throws -> (names: [String], pages: Int) {
        var names: [String] = []
        var pages = 0
        var parameters = parameters
        while true {
            let reply = try await client.call(method, parameters)
            names += (reply[list]?.array ?? []).compactMap { $0[name]?.string }
            pages += 1
            guard let next = reply["next"] else { return (names, pages) }
            parameters["after"] = next
        }
    }

    @Test func `schedules come in pages, each once and in order`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let names = (0..<1001).map { "job-\($0)" }
            let schedules = names.map { schedule(.string($0)) }
            try await client.call("ApplySchedules", ["schedules": .array(schedules)])
            var found: [String] = []
            var reply = try await client.call("ListSchedules")
            #expect(reply["next"] != nil)
            while true {
                for state in reply["schedules"]?.array ?? [] {
                    found.append(state["schedule"]?["name"]?.string ?? "")
                }
                guard let next = reply["next"] else { break }
                reply = try await client.call("ListSchedules", ["after": next])
            }
            #expect(found == names.sorted())
            #expect(try await client.call("GetStatus")["schedules"] == 1001)
            let many: JSONObject = [
                "schedules": .array((0..<2001).map { schedule(.string("more-\($0)")) })
            ]
            #expect(try await client.refusal("ApplySchedules", many).name == "InvalidDefinition")
        }
    }

    @Test(arguments: [1, 2, 3, 7, 8] as [Int64])
    func `runs and deliveries come in pages, the newest first`(limit: Int64) async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            try await client.apply(
                schedule("job", "true", ["notifications": [["name": "log", "kind": "console"]]]),
                schedule("other"))
            var started: [String] = []
            for _ in 0..<7 {
                started.append(try await client.run("job")["uid"]?.string ?? "")
                _ = try await client.run("other")
            }
            let runs = try await all(
                client, "ListRuns", "runs", "uid", ["schedule": "job", "limit": .integer(limit)])
            #expect(runs.names == started.reversed())
            #expect(runs.pages == 7 / Int(limit) + 1)
            let deliveries = try await all(
                client, "ListDeliveries", "deliveries", "run", ["limit": .integer(limit)])
            #expect(deliveries.names.count <= 7)
            #expect(Set(deliveries.names).isSubset(of: started))
            #expect(try await client.call("ListRuns")["runs"]?.array?.count == 14)
        }
    }
}
