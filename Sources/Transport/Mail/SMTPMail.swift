internal import Channels
internal import Domain

/// One mail on its way to a server.
struct SMTPMail: Sendable {
    let server: MailServer
    let sender: MailAddress
    let recipients: [MailAddress]
    let bytes: [UInt8]
    let timeout: Duration
    /// Where the server may be.
    let reach: NetworkReach
}
