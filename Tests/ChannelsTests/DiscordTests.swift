import Channels
import Domain
import Formats
import TestKit
import Testing

struct DiscordTests {
    private static let url = "https://discord.com/api/webhooks/123/token"

    private func payload(_ more: JSONObject = [:], _ message: Message? = nil) throws -> Payload {
        var parameters: JSONObject = ["webhook": .string(Self.url)]
        for (name, value) in more.members { parameters[name] = value }
        return try Payload("discord", parameters, message)
    }

    @Test func `a failed run is an embed that pings nobody`() throws {
        let payload = try payload()
        #expect(payload.request.url.text == "\(Self.url)?wait=true")
        #expect(payload.request.method == .post)
        #expect(
            payload.body == [
                "embeds": [
                    [
                        "title": #"❌ Run failed\: nightly\-backup"#,
                        "description": #"Run failed\: the nightly backup"#,
                        "color": 0xD3_2F_2F,
                        "fields": [
                            [
                                "name": #"❌ nightly\-backup"#, "value": "exit status 2",
                                "inline": false,
                            ]
                        ],
                        "footer": ["text": "on-call"], "timestamp": "2025-03-08T12:00:00Z",
                    ]
                ],
                "allowed_mentions": ["parse": []],
            ])
    }

    @Test func `the name and the thread reach the request`() throws {
        let payload = try payload(["username": "backups", "thread_id": "987"])
        #expect(payload.body["username"] == "backups")
        #expect(payload.request.url.text == "\(Self.url)?wait=true&thread_id=987")
        let more = try self.payload(["webhook": .string("\(Self.url)?a=b")])
        #expect(more.request.url.text == "\(Self.url)?a=b&wait=true")
    }

    @Test(arguments: HostileText.all)
    func `every limit of Discord is kept, and its markup escaped`(hostile: HostileText) throws {
        let text = hostile.text
        let message = try Message.sample(
            text: text, runName: text, error: text, results: [text: .string(text)])
        let embed = try payload([:], message).body["embeds"]?.array?.first
        let fields = embed?["fields"]?.array ?? []
        let title = try #require(embed?["title"]?.string)
        let description = embed?["description"]?.string ?? ""
        #expect(!title.isEmpty && title.utf16.count <= 256 && description.utf16.count <= 4096)
        #expect(fields.count == 1)
        let footer = embed?["footer"]?["text"]?.string ?? ""
        var all = title + description
        for field in fields {
            let (name, value) = (field["name"]?.string ?? "", field["value"]?.string ?? "")
            #expect(!name.isEmpty && name.utf16.count <= 256)
            #expect(value.contains { !$0.isWhitespace } && value.utf16.count <= 1024)
            all += name + value
        }
        #expect(all.utf16.count + footer.utf16.count <= 6000)
        let plain = all.replacing(/\\[^A-Za-z0-9\s]/, with: "")
        #expect(!plain.contains { #"\`*_~|>#-+[]()<@:"#.contains($0) }, "\(plain.prefix(200))")
    }

    @Test func `a number says how long to wait, wherever it stands`() throws {
        let parameters: JSONObject = ["webhook": .string(Self.url)]
        func pause(_ body: String, _ headers: [HTTPHeader] = []) throws -> Duration? {
            try Payload.pause("discord", parameters, body, headers)
        }
        let body = #"{"message": "You are being rate limited.", "retry_after": 64.571}"#
        #expect(try pause(body, [.init("Retry-After", "65")]) == .milliseconds(64_571))
        #expect(try pause(#"{"retry_after": 1e300}"#) == .seconds(86_400))
        #expect(try pause(#"{"retry_after": -1}"#, [.init("Retry-After", "3")]) == .seconds(3))
        #expect(try pause(#"{"retry_after": "soon"}"#) == nil)
        #expect(try pause("error code: 1015", [.init("Retry-After", "3")]) == .seconds(3))
    }

    @Test(
        arguments: [
            (["webhook": "http://discord.com/api/webhooks/1/t"], "webhook"),
            (["webhook": "https://discord.com/api/webhooks/1/t/slack"], "webhook"),
            (["webhook": "https://discord.com/api/webhooks/1/t#x"], "webhook"),
            (["thread_id": "general"], "thread_id"), (["username": "a\nb"], "username"),
            (["username": .string(String(repeating: "u", count: 81))], "username"),
        ] as [(JSONObject, String)])
    func `what cannot work is refused with its place`(parameters: JSONObject, path: String) {
        var all: JSONObject = ["webhook": .string(Self.url)]
        for (name, value) in parameters.members { all[name] = value }
        #expect(Payload.faults("discord", all) == [path])
    }
}
