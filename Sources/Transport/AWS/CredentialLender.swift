internal import Channels
internal import Platform

/// Asks the container's agent, or else the machine's, for the credentials of its role.
struct CredentialLender: Sendable {
    let transport: HTTPTransport
    let environment: @Sendable (String) -> String?

    func lend() async -> Result<LentCredentials, TransportFailure> {
        do throws(TransportFailure) {
            if let url = try containerAddress() {
                return .success(try await ask(url, containerHeaders()))
            }
            return .success(try await machineCredentials())
        } catch {
            return .failure(
                TransportFailure(
                    error.kind,
                    "there are no credentials to sign with: give access_key and secret_key, set "
                        + "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give the machine a role "
                        + "(\(error.message))"))
        }
    }

    /// Where a container's agent answers; nil where there is none.
    private func containerAddress() throws(TransportFailure) -> HTTPAddress? {
        if let path = environment("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"), !path.isEmpty {
            return try address("http://169.254.170.2\(path)")
        }
        guard let full = environment("AWS_CONTAINER_CREDENTIALS_FULL_URI"), !full.isEmpty else {
            return nil
        }
        return try address(full)
    }

    private func containerHeaders() throws(TransportFailure) -> [HTTPHeader] {
        var token = environment("AWS_CONTAINER_AUTHORIZATION_TOKEN") ?? ""
        if let path = environment("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"), !path.isEmpty {
            do throws(SmallFile.Failure) {
                let bytes = try SmallFile.bytes(path, atMost: AWSLimits.credentialsReply)
                token = String(decoding: bytes, as: UTF8.self)
            } catch {
                throw TransportFailure(.other, "the token in \(path) cannot be read: \(error)")
            }
        }
        token = token.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        return token.isEmpty ? [] : [HTTPHeader("Authorization", token)]
    }

    /// As version 2 of the machine's agent has it: a token first, which a stranger's request cannot get.
    private func machineCredentials() async throws(TransportFailure) -> LentCredentials {
        if environment("AWS_EC2_METADATA_DISABLED")?.lowercased() == "true" {
            throw TransportFailure(.other, "AWS_EC2_METADATA_DISABLED is set")
        }
        let given = environment("AWS_EC2_METADATA_SERVICE_ENDPOINT") ?? ""
        var base = given.isEmpty ? "http://169.254.169.254" : given
        while base.last == "/" { base.removeLast() }
        let life = HTTPHeader("X-aws-ec2-metadata-token-ttl-seconds", "60")
        let token = try await text(address("\(base)/latest/api/token"), .put, [life])
        let headers = [HTTPHeader("X-aws-ec2-metadata-token", token)]
        let folder = "\(base)/latest/meta-data/iam/security-credentials/"
        let role = try await text(address(folder), .get, headers)
        return try await ask(address(folder + role), headers)
    }

    private func ask(
        _ url: HTTPAddress, _ headers: [HTTPHeader]
    ) async throws(TransportFailure) -> LentCredentials {
        let reply = try await reply(url, .get, headers)
        guard let lent = LentCredentials(reply) else {
            throw TransportFailure(
                .other, "\(url.hostAndPort) answered \(reply.status) without credentials")
        }
        return lent
    }

    /// The first line of an answer.
    private func text(
        _ url: HTTPAddress, _ method: HTTPMethod, _ headers: [HTTPHeader]
    ) async throws(TransportFailure) -> String {
        let reply = try await reply(url, method, headers)
        let line = reply.body.split(separator: UInt8(ascii: "\n")).first ?? []
        guard reply.status == 200, !line.isEmpty, line.allSatisfy({ 0x21...0x7E ~= $0 }) else {
            throw TransportFailure(
                .other, "\(url.hostAndPort) answered \(reply.status) for the machine's role")
        }
        return String(decoding: line, as: UTF8.self)
    }

    private func reply(
        _ url: HTTPAddress, _ method: HTTPMethod, _ headers: [HTTPHeader]
    ) async throws(TransportFailure) -> HTTPReply {
        try await transport.send(
            HTTPRequest(
                url: url, method: method, headers: headers,
                timeout: AWSLimits.credentialsTimeout,
                maximumReply: AWSLimits.credentialsReply)
        ).get()
    }

    private func address(_ text: String) throws(TransportFailure) -> HTTPAddress {
        do throws(HTTPAddress.Problem) {
            return try HTTPAddress(text)
        } catch {
            throw TransportFailure(
                .other, "the address of the credentials is no usable URL: it \(error.clause)")
        }
    }
}
