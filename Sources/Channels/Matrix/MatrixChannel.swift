package import Domain
package import Formats

/// Sends a message to a room of Matrix.
package struct MatrixChannel: Channel {
    package static let declaration = ChannelDeclaration(
        kind: "matrix", summary: "Sends the message and its runs to a room of Matrix.",
        parameters: [
            .init(
                "homeserver", .text, isRequired: true,
                meaning: "The address of the account's server, such as https://matrix.org."),
            .init(
                "token", .text, isRequired: true, isSecret: true,
                meaning: "The account's access token."),
            .init(
                "room", .text, isRequired: true,
                meaning: "The id of a room that the account has joined; it begins with an "
                    + "exclamation mark."),
            .init(
                "message_type", .text, standard: "notice",
                meaning: "What it is sent as: notice, as bots speak, or text, as people do."),
        ] + Trust.parameters, digestLength: MatrixLimits.words / 4)

    private let homeserver: ServiceAddress
    private let url: HTTPAddress
    private let token: String
    private let path: String
    private let type: String
    private let trust: Trust

    package init(parameters: JSONObject) throws(ParameterErrors) {
        var parameters = Parameters(parameters, of: Self.declaration)
        path = "/_matrix/client/v3/rooms/\(Self.room(&parameters))/send/m.room.message"
        type = Self.type(&parameters)
        token = parameters.token("token") ?? ""
        trust = parameters.trust()
        let homeserver = Self.homeserver(&parameters)
        let (address, url) = try parameters.finish(homeserver)
        self.homeserver = address
        self.url = url
    }

    package var destination: Destination { Destination(url) }

    package func request(
        for message: Message, at now: Timestamp
    ) throws(UnsendableMessage) -> ChannelRequest {
        // The same for every attempt: the server drops what it has already.
        let transaction = message.idText
        let target: HTTPAddress
        do throws(HTTPAddress.Problem) {
            target = try homeserver.url("\(path)/\(transaction)")
        } catch {
            throw UnsendableMessage("the address of the room \(error.clause)")
        }
        return .http(
            HTTPRequest(
                url: target, method: .put,
                headers: [
                    HTTPHeader("Content-Type", "application/json"),
                    HTTPHeader("Authorization", Authorization.bearer(token).value),
                ], body: content(message).bytes, verifyTLS: trust.verifies, caFile: trust.caFile))
    }

    package func verdict(on reply: ChannelReply) -> Verdict {
        HTTPVerdict.of(reply, from: url) { $0.retryAfter(inBody: "retry_after_ms", unit: 0.001) }
    }

    private func content(_ message: Message) -> JSONValue {
        let sketch = Sketch(message, titleLimit: MatrixLimits.title)
        let words = sketch.words.cut(to: MatrixLimits.words, measure: MatrixText.bytes)
        let runs = sketch.runLines.joined(separator: "\n")
            .cut(to: MatrixLimits.runs, measure: MatrixText.bytes)
        let blocks = [sketch.title, words, runs].filter { !$0.isEmpty }
        var html = "<strong>\(MatrixText.html(sketch.title))</strong>"
        for block in blocks.dropFirst() { html += "<br><br>\(MatrixText.html(block))" }
        return [
            "msgtype": .string("m.\(type)"), "body": .string(blocks.joined(separator: "\n\n")),
            "format": "org.matrix.custom.html", "formatted_body": .string(html),
            // Whatever the texts hold, nobody is pinged.
            "m.mentions": [:],
        ]
    }

    private static func homeserver(
        _ parameters: inout Parameters
    ) -> (ServiceAddress, HTTPAddress)? {
        guard let text = parameters.text("homeserver"), !text.isEmpty else { return nil }
        do throws(HTTPAddress.Problem) {
            let address = try ServiceAddress(text)
            return (address, try address.url("/"))
        } catch {
            parameters.fault(
                "homeserver", "is no usable address of a service: it \(error.clause)")
            return nil
        }
    }

    private static func room(_ parameters: inout Parameters) -> String {
        guard let room = parameters.text("room"), !room.isEmpty else { return "" }
        let isID =
            room.hasPrefix("!") && room.utf8.count > 1 && room.utf8.count <= MatrixLimits.room
            && room.utf8.allSatisfy { 0x21...0x7E ~= $0 }
        if !isID {
            parameters.fault(
                "room",
                "must be the id of a room, such as !abc:example.org: the room's settings "
                    + "show it; names that begin with # are none")
        }
        return MatrixText.pathPart(room)
    }

    private static func type(_ parameters: inout Parameters) -> String {
        guard let type = parameters.text("message_type"), !type.isEmpty else { return "notice" }
        if type != "notice", type != "text" {
            parameters.fault("message_type", "must be one of notice, text")
        }
        return type
    }
}
