internal import Domain
internal import Formats

/// What a mail says, and to whom it says that it was sent: everything but who sends it.
package struct MailContent: Sendable, Equatable {
    let to: [NamedAddress]
    let cc: [NamedAddress]
    let bcc: [NamedAddress]
    let replyTo: [NamedAddress]
    /// Further fields, each known to be harmless.
    let headers: [HTTPHeader]
    /// One line.
    package let subject: String
    /// The text for those who read no HTML, which says the same.
    package let text: String
    let html: String
    let severity: Severity
    /// The same for every attempt, so that a receiver can drop a repetition.
    let id: String
    let run: UID?
    let schedule: ScheduleKey
    let occasion: Occasion
    let date: Timestamp

    /// Everybody who gets it, each once.
    var recipients: [MailAddress] {
        var known: Set<MailAddress> = []
        return (to + cc + bcc).map(\.address).filter { known.insert($0).inserted }
    }

    /// The mail (RFC 5322), in lines that end with CRLF.
    ///
    /// - Parameter sender: whose mail it is.
    /// - Parameter host: this machine, for a sender without a domain.
    /// - Parameter namesHidden: whether it names those who get it without others knowing, as the
    ///   program `sendmail` wants it, which takes that out.
    package func bytes(
        from sender: NamedAddress, host: String, namesHidden: Bool = false
    ) -> [UInt8] {
        let domain = sender.address.domain ?? host
        var header = MailHeader()
        header.add("From", addresses: [sender])
        header.add("To", addresses: to)
        header.add("Cc", addresses: cc)
        if namesHidden { header.add("Bcc", addresses: bcc) }
        header.add("Reply-To", addresses: replyTo)
        header.add("Subject", text: subject)
        header.add("Date", structured: MailDate.text(date))
        header.add("Message-ID", structured: "<\(id)@\(domain)>")
        // All mails of a schedule answer one that was never sent, so that readers show them together.
        let thread = "<notifyd.\(schedule.project).\(schedule.name)@\(domain)>"
        header.add("In-Reply-To", structured: thread)
        header.add("References", structured: thread)
        header.add("Auto-Submitted", structured: "auto-generated")
        // Exchange takes this as the wish that nobody's absence is reported back.
        header.add("X-Auto-Response-Suppress", structured: "All")
        if severity == .error { header.add("Importance", structured: "high") }
        header.add("X-Notifyd-Project", structured: schedule.project.text)
        header.add("X-Notifyd-Schedule", structured: schedule.name.text)
        if let run { header.add("X-Notifyd-Run", structured: run.description) }
        header.add("X-Notifyd-Occasion", structured: occasion.rawValue)
        header.add("X-Notifyd-Severity", structured: severity.rawValue)
        for field in headers { header.add(field.name, text: field.value) }
        return Array((header.text + body).utf8)
    }

    /// Two parts that say the same (RFC 2046, section 5.1.4), the better one last.
    private var body: String {
        // No encoded line has this: an equals sign there is followed by digits or an end.
        let boundary = "=_\(id)"
        var body = "MIME-Version: 1.0\r\n"
        body += "Content-Type: multipart/alternative;\r\n boundary=\"\(boundary)\"\r\n\r\n"
        for (type, text) in [("plain", text), ("html", html)] {
            let encoding = TransferEncoding(text)
            body += "--\(boundary)\r\nContent-Type: text/\(type); charset=utf-8\r\n"
            body += "Content-Transfer-Encoding: \(encoding.name)\r\n\r\n\(encoding.body)\r\n"
        }
        return body + "--\(boundary)--\r\n"
    }
}
