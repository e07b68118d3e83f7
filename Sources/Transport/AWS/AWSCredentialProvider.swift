package import Channels
internal import Formats
package import Platform

/// Finds the credentials that the program itself has for Amazon Web Services, and keeps those that end.
///
/// They come from the environment, from the container's agent (ECS, EKS) or from the machine's role
/// (EC2), in this order, as in Amazon's own tools. Nothing is asked for before the first request needs it.
package actor AWSCredentialProvider {
    private let transport: HTTPTransport
    private let environment: @Sendable (String) -> String?
    private let clock: any WallClock
    private let note: @Sendable (AWSCredentials) -> Void

    private var kept: LentCredentials?
    private var asking: Task<Result<LentCredentials, TransportFailure>, Never>?

    /// - Parameter note: is told of credentials before they are used, to keep them out of texts.
    package init(
        transport: HTTPTransport, environment: @escaping @Sendable (String) -> String?,
        clock: any WallClock = SystemClock(),
        note: @escaping @Sendable (AWSCredentials) -> Void = { _ in }
    ) {
        self.transport = transport
        self.environment = environment
        self.clock = clock
        self.note = note
    }

    /// The credentials to sign with now; the failure says where they were looked for.
    package func credentials() async -> Result<AWSCredentials, TransportFailure> {
        if let own = environmentCredentials {
            note(own)
            return .success(own)
        }
        if let kept, !kept.endsSoon(at: clock.now) { return .success(kept.credentials) }
        switch await asked() {
        case .success(let lent):
            kept = lent
            return .success(lent.credentials)
        case .failure(let failure):
            // Better the last minutes of those there are than none.
            guard let kept, !kept.hasEnded(at: clock.now) else { return .failure(failure) }
            return .success(kept.credentials)
        }
    }

    private var environmentCredentials: AWSCredentials? {
        guard let access = environment("AWS_ACCESS_KEY_ID"), !access.isEmpty,
            let secret = environment("AWS_SECRET_ACCESS_KEY"), !secret.isEmpty
        else { return nil }
        let token = environment("AWS_SESSION_TOKEN") ?? ""
        return AWSCredentials(
            accessKey: access, secretKey: secret, sessionToken: token.isEmpty ? nil : token)
    }

    /// Asks once, however many wait for the answer.
    private func asked() async -> Result<LentCredentials, TransportFailure> {
        if let asking { return await asking.value }
        let lender = CredentialLender(transport: transport, environment: environment)
        let task = Task { await lender.lend() }
        asking = task
        let result = await task.value
        asking = nil
        if case .success(let lent) = result { note(lent.credentials) }
        return result
    }
}
