extension HTTPRequest {
    /// The statuses that lead elsewhere with the same request. 303 leads to an answer, to be read with GET.
    package static let redirections: Set<Int> = [301, 302, 307, 308]

    /// The request as it goes on to where an answer leads; the failure says why it may not.
    package func redirected(to target: HTTPAddress) throws(TransportFailure) -> HTTPRequest {
        guard case .followed(let kept) = redirects else {
            throw TransportFailure(.forbidden, "\(url.hostAndPort) leads to \(target.origin)")
        }
        guard url.scheme == .http || target.scheme == .https else {
            throw TransportFailure(
                .forbidden,
                "\(url.hostAndPort) leads to \(target.origin), where nothing is encrypted: give the "
                    + "address that is meant")
        }
        var request = self
        request.url = target
        if target.origin != url.origin {
            request.headers = headers.filter { kept.contains($0.name.lowercased()) }
            request.clientCertificate = nil
        }
        return request
    }
}
