package import Domain

/// One mail as the channel asks for it; `Transport` carries it out.
package struct MailRequest: Sendable {
    package enum Route: Sendable, Equatable {
        /// The program `sendmail` of this machine.
        case local
        case server(MailServer)
    }

    package let route: Route
    /// Nil for the account that sends, at this machine.
    package let sender: NamedAddress?
    /// Everybody who gets it, each once.
    package let recipients: [MailAddress]
    package let content: MailContent
    /// The longest time until it is taken or refused.
    package var timeout: Duration
    /// Where its server may be. The local mail system is this machine's own choice, and always allowed.
    package var reach = NetworkReach.everywhere

    init(
        route: Route, sender: NamedAddress?, content: MailContent,
        timeout: Duration = MailLimits.timeout
    ) {
        self.route = route
        self.sender = sender
        self.content = content
        self.timeout = timeout
        recipients = content.recipients
    }
}
