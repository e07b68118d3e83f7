import Channels
import Domain
import Formats
import TestKit
import Testing

struct NtfyTests {
    private static let given: JSONObject = ["topic": "backups-8f3a1c"]

    private func payload(_ more: JSONObject = [:], _ message: Message? = nil) throws -> Payload {
        var parameters = Self.given
        for (name, value) in more.members { parameters[name] = value }
        return try Payload("ntfy", parameters, message)
    }

    @Test func `a failed run is published as JSON to the topic of ntfy.sh`() throws {
        let payload = try payload()
        #expect(payload.request.url.text == "https://ntfy.sh/")
        #expect(payload.request.method == .post)
        #expect(payload.header("Content-Type") == "application/json")
        #expect(payload.header("Authorization") == nil)
        #expect(
            payload.body == [
                "topic": "backups-8f3a1c",
                "title": "❌ Run failed: nightly-backup",
                "message": "Run failed: the nightly backup\n\n❌ nightly-backup: exit status 2",
                "priority": 5, "tags": ["error"],
            ])
    }

    @Test func `every parameter reaches the request`() throws {
        let payload = try payload([
            "server": "http://ntfy.example:8080/base/", "token": "tk_abc", "priority": 1,
            "tags": ["skull", "db1"], "click": "https://example.org/{{ schedule.name }}",
            "ca_file": "/etc/authority.pem", "verify_ssl": false,
        ])
        #expect(payload.request.url.text == "http://ntfy.example:8080/base/")
        #expect(payload.header("Authorization") == "Bearer tk_abc")
        #expect(payload.body["priority"] == 1)
        #expect(payload.body["tags"] == ["error", "skull", "db1"])
        #expect(payload.body["click"] == "https://example.org/nightly-backup")
        #expect(payload.request.caFile == "/etc/authority.pem")
        #expect(!payload.request.verifyTLS)
        let login = try self.payload(["username": "üser", "password": "p:w"])
        #expect(login.header("Authorization") == "Basic w7xzZXI6cDp3")
    }

    @Test(arguments: [(.debug, 2), (.info, 3), (.warning, 4), (.error, 5)] as [(Severity, Int64)])
    func `the severity is the priority`(severity: Severity, priority: Int64) throws {
        let payload = try payload([:], .sample(severity: severity))
        #expect(payload.body["priority"] == .integer(priority))
    }

    @Test(arguments: HostileText.all)
    func `a message stays one that ntfy does not make a file of`(hostile: HostileText) throws {
        let text = hostile.text
        let payload = try payload(
            ["click": "https://example.org/{{ run.status.error }}"],
            .sample(text: text, runName: text, error: text, results: [text: .string(text)]))
        #expect((payload.body["message"]?.string?.utf8.count ?? 0) <= 4096)
        #expect((payload.body["title"]?.string?.utf16.count ?? 0) <= 250)
        // Twice the bound of a message is what ntfy reads of JSON.
        #expect(payload.request.body.count <= 8192)
        if hostile.testDescription == "many words" {
            #expect(payload.body["message"]?.string?.hasSuffix("…") == true)
            #expect(payload.body["click"] == nil)
            #expect(payload.remarks == ["its link was left out: it has more than 1024 bytes"])
        }
    }

    @Test(
        arguments: [
            (["topic": "a b"], ["topic"]), (["topic": "a/b"], ["topic"]),
            (["topic": .string(String(repeating: "t", count: 65))], ["topic"]),
            (["server": "https://user:word@host"], ["server"]),
            (["server": "https://host/?a"], ["server"]), (["server": "host"], ["server"]),
            (["priority": 0], ["priority"]), (["priority": 6], ["priority"]),
            (["tags": ["a,b"]], ["tags"]), (["tags": ""], []), (["tags": [""]], ["tags"]),
            (["token": "a b"], ["token"]),
            (["token": "t", "username": "u"], ["token"]),
            (["username": "u"], ["password"]), (["password": "p"], ["username"]),
            (["username": "u:v", "password": "p"], ["username"]),
            (["ca_file": "a.pem"], ["ca_file"]),
        ] as [(JSONObject, [String])])
    func `what cannot work is refused with its place`(parameters: JSONObject, paths: [String]) {
        var all = Self.given
        for (name, value) in parameters.members { all[name] = value }
        #expect(Set(Payload.faults("ntfy", all)) == Set(paths))
    }
}
