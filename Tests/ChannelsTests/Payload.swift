import Channels
import Domain
import Formats
import TestKit
import Testing

/// What a kind asks to be sent, taken apart.
struct Payload {
    let request: HTTPRequest
    let remarks: [String]
    let body: JSONValue

    init(_ kind: String, _ parameters: JSONObject, _ message: Message? = nil) throws {
        let channel = try ChannelTable.channel(kind: kind, parameters: parameters)
        let asked = try channel.request(for: message ?? .sample(), at: .sampleNow)
        guard case .http(let request) = asked.action else { throw NotHTTP() }
        self.request = request
        remarks = asked.remarks
        body = try JSONValue(parsing: request.body)
    }

    struct NotHTTP: Error {}

    func header(_ name: String) -> String? {
        request.headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// The paths of what is wrong with parameters.
    static func faults(_ kind: String, _ parameters: JSONObject) -> [String] {
        ChannelTable.faults(kind: kind, parameters: parameters).map(\.path)
    }

    /// How long a kind waits after a reply.
    static func pause(
        _ kind: String, _ parameters: JSONObject, status: Int = 429, _ body: String,
        _ headers: [HTTPHeader] = []
    ) throws -> Duration? {
        let channel = try ChannelTable.channel(kind: kind, parameters: parameters)
        let reply = HTTPReply(status: status, headers: headers, body: Array(body.utf8))
        guard case .retry(let pause, _) = channel.verdict(on: .http(reply)) else {
            Issue.record("\(status) is not tried again")
            return nil
        }
        return pause
    }
}
