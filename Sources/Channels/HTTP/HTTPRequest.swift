package import Domain

/// One HTTP request as a channel asks for it; `Transport` carries it out.
package struct HTTPRequest: Sendable {
    package var url: HTTPAddress
    package var method: HTTPMethod
    package var headers: [HTTPHeader]
    package var body: [UInt8]
    /// False accepts any certificate, for receivers that sign their own.
    package var verifyTLS: Bool
    /// A PEM file of the authorities to trust instead of the system's.
    package var caFile: String?
    /// What a server is shown that asks who we are.
    package var clientCertificate: ClientCertificate?
    /// The longest time from start to complete reply.
    package var timeout: Duration
    /// How many bytes of the reply's body are kept; the rest is read and dropped.
    package var maximumReply: Int
    /// How it is signed for Amazon Web Services; nil where it goes elsewhere.
    package var signing: AWSSigning?
    /// What becomes of an answer that leads elsewhere.
    package var redirects: HTTPRedirects
    /// Where it may be sent, and redirected to.
    package var reach = NetworkReach.everywhere

    package init(
        url: HTTPAddress, method: HTTPMethod = .post, headers: [HTTPHeader] = [],
        body: [UInt8] = [], verifyTLS: Bool = true, caFile: String? = nil,
        clientCertificate: ClientCertificate? = nil,
        timeout: Duration = Limits.requestTimeout, maximumReply: Int = Limits.replyBody,
        signing: AWSSigning? = nil, redirects: HTTPRedirects = .refused
    ) {
        self.url = url
        self.method = method
        self.headers = headers
        self.body = body
        self.verifyTLS = verifyTLS
        self.caFile = caFile
        self.clientCertificate = clientCertificate
        self.timeout = timeout
        self.maximumReply = maximumReply
        self.signing = signing
        self.redirects = redirects
    }
}
