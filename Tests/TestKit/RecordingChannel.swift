package import Channels
package import Domain
package import Formats

/// A channel whose destination is its parameter `to`, for tests of what happens around channels.
///
/// It asks for a request to `http://<to>/<notification>` with the delivery's id; 2xx is success, 4xx but
/// 429 a rejection. With `remembers` it goes on from the body of the answer to a first message, unless that
/// is answered with 410.
package struct RecordingChannel: RememberingChannel {
    package static let declaration = ChannelDeclaration(
        kind: "recording", summary: "Asks for a request that tests look at.",
        parameters: [
            .init("to", .text, isRequired: true, meaning: "The host."),
            .init("remembers", .text, meaning: "By what: run or schedule."),
        ], digestLength: 2000)

    private let host: String
    private let remembers: String?

    package init(parameters: JSONObject) throws(ParameterErrors) {
        guard let to = parameters["to"]?.string else {
            throw ParameterErrors([Fault(path: "to", message: "is missing")])
        }
        host = to
        remembers = parameters["remembers"]?.string
    }

    /// This channel for its kind, the program's own for all others.
    package static func channel(
        kind: String, parameters: JSONObject
    ) throws(ParameterErrors) -> any Channel {
        kind == declaration.kind
            ? try RecordingChannel(parameters: parameters)
            : try ChannelTable.channel(kind: kind, parameters: parameters)
    }

    package var destination: Destination { Destination(key: host, text: host, host: host) }

    package func request(
        for message: Message, at now: Timestamp
    ) throws(UnsendableMessage) -> ChannelRequest {
        try request(saying: message.text, for: message)
    }

    package func request(
        for message: Message, continuing memory: String, at now: Timestamp
    ) throws(UnsendableMessage) -> ChannelRequest {
        try request(saying: "after \(memory)", for: message)
    }

    private func request(
        saying text: String, for message: Message
    ) throws(UnsendableMessage) -> ChannelRequest {
        guard let address = try? HTTPAddress("http://\(host)/\(message.name)") else {
            throw UnsendableMessage("\(host) is no host")
        }
        return .http(
            HTTPRequest(
                url: address, headers: [HTTPHeader("webhook-id", message.idText)],
                body: Array(text.utf8)))
    }

    package func memoryKey(for event: Event, _ notification: Name) -> MemoryKey? {
        switch (remembers, event.run) {
        case ("run", let run?): MemoryKey(.run(run), place: host)
        case ("schedule", _): MemoryKey(.schedule(event.key), place: "\(host) \(notification)")
        default: nil
        }
    }

    package func memory(in reply: ChannelReply) -> String? {
        guard case .http(let reply) = reply else { return nil }
        return String(decoding: reply.body, as: UTF8.self)
    }

    package func isGone(_ reply: ChannelReply) -> Bool {
        if case .http(let reply) = reply { reply.status == 410 } else { false }
    }

    package func verdict(on reply: ChannelReply) -> Verdict {
        switch reply {
        case .logged, .irc, .smtp, .program: return .delivered
        case .failed(let failure): return .retry(after: nil, reason: failure.message)
        case .http(let reply):
            let asked = reply.header("retry-after").flatMap { Int($0) }.map { Duration.seconds($0) }
            return switch reply.status {
            case 200..<300: .delivered
            case 429, 500...: .retry(after: asked, reason: "status \(reply.status)")
            default: .rejected(reason: "status \(reply.status)")
            }
        }
    }
}
