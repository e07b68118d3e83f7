import Channels
package import Formats

/// A request as it may be shown: with masks for its secrets, and its body cut.
package struct ShownRequest: Hashable, Sendable {
    package let method: String
    package let address: String
    package let body: String

    /// Nil where nothing is sent anywhere.
    init?(_ action: ChannelRequest.Action, by redactor: Redactor) {
        let body: String
        switch action {
        case .http(let request):
            method = request.method.rawValue
            address = request.url.shownText
            body = String(decoding: request.body, as: UTF8.self)
        case .irc(let request):
            method = "irc"
            let targets = request.targets.map(\.name).joined(separator: ", ")
            address = redactor.redacted("\(targets) at \(request.server.hostAndPort)")
            body = request.lines.joined(separator: "\n")
        case .mail(let request):
            method = "mail"
            let recipients = request.recipients.map(\.text).joined(separator: ", ")
            address = redactor.redacted("\(request.route.shownText) to \(recipients)")
            body = "Subject: \(request.content.subject)\n\n\(request.content.text)"
        case .upload(let upload):
            method = upload.request.method.rawValue
            address = upload.request.url.shownText
            body = ""
        case .program(let request):
            method = "program"
            address = redactor.redacted(request.program)
            body = String(decoding: request.input, as: UTF8.self)
        case .log: return nil
        }
        self.body = body.shown(by: redactor, atMost: ForegroundLimits.shownBody)
    }

    package var object: JSONObject {
        ["method": .string(method), "address": .string(address), "body": .string(body)]
    }
}

extension MailRequest.Route {
    fileprivate var shownText: String {
        switch self {
        case .local: "through the local mail system"
        case .server(let server): "through \(server.url)"
        }
    }
}

extension String {
    func shown(by redactor: Redactor, atMost limit: Int) -> String {
        let text = redactor.redacted(self)
        return text.count > limit ? text.prefix(limit - 1) + "…" : text
    }
}
