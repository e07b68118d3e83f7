import Channels
package import Formats

/// A request as it may be shown: with masks for its secrets, and its body cut.
package struct ShownRequest: Hashable, Sendable {
    package let method: String
    package let address: String
    package let body: String

    init(_ request: HTTPRequest, by redactor: Redactor) {
        method = request.method.rawValue
        address = request.url.shownText
        body = String(decoding: request.body, as: UTF8.self)
            .shown(by: redactor, atMost: ForegroundLimits.shownBody)
    }

    package var object: JSONObject {
        ["method": .string(method), "address": .string(address), "body": .string(body)]
    }
}

/// An answer as it may be shown.
package struct ShownAnswer: Hashable, Sendable {
    package let status: Int
    package let text: String

    init(_ reply: HTTPReply, by redactor: Redactor) {
        status = reply.status
        text = String(decoding: reply.body, as: UTF8.self)
            .shown(by: redactor, atMost: ForegroundLimits.shownAnswer)
    }

    package var object: JSONObject {
        ["status": .integer(Int64(status)), "text": .string(text)]
    }
}

extension String {
    fileprivate func shown(by redactor: Redactor, atMost limit: Int) -> String {
        let text = redactor.redacted(self)
        return text.count > limit ? text.prefix(limit - 1) + "…" : text
    }
}
