package import Channels
package import Formats

/// HTTP for requests that may have to be signed with the program's own credentials.
package struct SignedTransport: Sendable {
    private let transport: HTTPTransport
    private let provider: AWSCredentialProvider

    package init(_ transport: HTTPTransport, _ provider: AWSCredentialProvider) {
        self.transport = transport
        self.provider = provider
    }

    /// Carries out one request; cancelling the task ends it at once.
    package func send(_ request: HTTPRequest) async -> Result<HTTPReply, TransportFailure> {
        guard let signing = request.signing, signing.credentials == nil else {
            return await transport.send(request)
        }
        var request = request
        let credentials: AWSCredentials
        switch await provider.credentials() {
        case .success(let own): credentials = own
        case .failure(let failure): return .failure(failure)
        }
        request.signing?.credentials = credentials
        // A service that complains of a signature repeats what was signed.
        let redactor = Redactor(hiding: credentials.secretWords.all)
        return await transport.send(request).map { reply in
            var reply = reply
            reply.body = redactor.redacted(reply.body)
            return reply
        }
    }

    /// The link for people, signed where it has to be.
    package func text(
        of link: LogLink, at now: Timestamp
    ) async -> Result<String, TransportFailure> {
        if let text = link.text(at: now) { return .success(text) }
        return await provider.credentials().map { own in
            var link = link
            link.signing?.credentials = own
            return link.text(at: now) ?? link.url.text
        }
    }
}
