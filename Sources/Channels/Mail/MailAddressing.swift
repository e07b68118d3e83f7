internal import Domain
internal import Formats

/// Whom a mail is for, and what its header says beside the message.
struct MailAddressing: Sendable {
    private(set) var to: [NamedAddress]
    private(set) var cc: [NamedAddress]
    private(set) var bcc: [NamedAddress]
    let replyTo: [NamedAddress]
    let subjectPrefix: String
    let headers: [HTTPHeader]

    /// The parameters that say whom it is for.
    static let whom: [ParameterDeclaration] = [
        .init(
            "to", .texts, isRequired: true,
            meaning: "Who gets it: addresses such as ops@example.org or Ops "
                + "<ops@example.org>, as a list or with commas between them."),
        .init("cc", .texts, meaning: "Who gets a copy."),
        .init("bcc", .texts, meaning: "Who gets a copy of which the others do not know."),
    ]
    /// Those that say what else its header has.
    static let header: [ParameterDeclaration] = [
        .init("reply_to", .texts, meaning: "Where answers go."),
        .init("subject_prefix", .text, meaning: "What every subject begins with."),
        .init(
            "headers", .object,
            meaning: "Further header fields, each a name that begins with X- with a text."),
    ]

    /// - Parameters:
    ///   - allowingLocal: whether mailboxes of this machine will do.
    ///   - recipients: how many may get one mail.
    init(_ parameters: inout Parameters, allowingLocal: Bool, recipients: Int) {
        to = parameters.addresses("to", allowingLocal: allowingLocal)
        cc = parameters.addresses("cc", allowingLocal: allowingLocal)
        bcc = parameters.addresses("bcc", allowingLocal: allowingLocal)
        replyTo = parameters.addresses("reply_to", allowingLocal: allowingLocal)
        let count = to.count + cc.count + bcc.count
        if count > recipients {
            parameters.fault(
                "to",
                "leads to \(count) recipients with cc and bcc, and may lead to "
                    + "\(recipients); write to a mailing list instead")
        }
        subjectPrefix = Self.prefix(&parameters)
        headers = Self.headers(&parameters)
    }

    /// All addresses, by the parameters that they come from.
    var all: [(name: String, addresses: [NamedAddress])] {
        [("to", to), ("cc", cc), ("bcc", bcc), ("reply_to", replyTo)]
    }

    /// Everybody who gets it.
    var recipients: [NamedAddress] { to + cc + bcc }

    func leavingOut(_ denied: Set<String>) -> MailAddressing {
        var rest = self
        rest.to.removeAll { denied.contains($0.address.text) }
        rest.cc.removeAll { denied.contains($0.address.text) }
        rest.bcc.removeAll { denied.contains($0.address.text) }
        return rest
    }

    /// What a mail says to them of a message, with remarks on what was left out.
    func content(
        for message: Message, at now: Timestamp
    ) -> (content: MailContent, remarks: [String]) {
        let body = MailBody(message)
        let whole =
            subjectPrefix.isEmpty ? message.subject : "\(subjectPrefix) \(message.subject)"
        let line = whole.cleaned(oneLine: true)
        let subject = line.cut(to: MailLimits.subject)
        var remarks = body.remarks
        if subject != line {
            remarks.append("its subject was cut to \(MailLimits.subject) characters")
        }
        let content = MailContent(
            to: to, cc: cc, bcc: bcc, replyTo: replyTo, headers: headers, subject: subject,
            text: body.text, html: body.html(titled: subject), severity: message.severity,
            id: message.idText, run: message.count == 1 ? message.event.run : nil,
            schedule: message.event.key, occasion: message.event.occasion, date: now)
        return (content, remarks)
    }

    private static func prefix(_ parameters: inout Parameters) -> String {
        let prefix = parameters.text("subject_prefix") ?? ""
        if prefix.count > MailLimits.subjectPrefix {
            parameters.fault(
                "subject_prefix", "is longer than \(MailLimits.subjectPrefix) characters")
        }
        if prefix.cleaned(oneLine: true) != prefix {
            parameters.fault("subject_prefix", "has a line break or another control character")
        }
        return prefix
    }

    private static func headers(_ parameters: inout Parameters) -> [HTTPHeader] {
        let members = parameters.object("headers")?.members ?? []
        if members.count > MailLimits.headers {
            parameters.fault(
                "headers", "has \(members.count) fields and may have \(MailLimits.headers)")
        }
        var headers: [HTTPHeader] = []
        var seen: Set<String> = []
        for (name, value) in members {
            let path = HTTPHeader.isName(name) ? "headers.\(name)" : "headers"
            if !MailHeaderName.isFree(name) {
                parameters.fault(path, "cannot be set: \(MailHeaderName.freeWords) can")
            } else if !seen.insert(name.lowercased()).inserted {
                parameters.fault(path, "comes twice")
            } else if let text = value.string {
                if text.utf8.count > MailLimits.headerValue {
                    parameters.fault(
                        path, "has a value of more than \(MailLimits.headerValue) bytes")
                }
                if text.cleaned(oneLine: true) != text {
                    parameters.fault(
                        path, "has a line break or another control character in its value")
                }
                headers.append(HTTPHeader(name, text))
            } else {
                parameters.fault(path, "must be a text, not \(value.kind)")
            }
        }
        return headers
    }
}
