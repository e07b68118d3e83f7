import Channels
import Formats
import Platform
import TestKit
import Testing
import Transport

/// Where the program's own credentials come from, and how long they are kept.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct CredentialTests {
    private let folder = ScratchDirectory()

    private static func lent(_ access: String, until end: String) -> LoopbackAnswer {
        .status(
            200,
            """
            {"Code": "Success", "AccessKeyId": "\(access)", "SecretAccessKey": "lent-secret-key",
             "Token": "lent-session-token", "Expiration": "\(end)"}
            """)
    }

    private static func provider(
        _ environment: [String: String], clock: ManualClock = ManualClock(),
        note: @escaping @Sendable (AWSCredentials) -> Void = { _ in }
    ) throws -> AWSCredentialProvider {
        AWSCredentialProvider(
            transport: try HTTPTransport(), environment: { environment[$0] }, clock: clock,
            note: note)
    }

    @Test func `those of the environment come first`() async throws {
        let provider = try Self.provider([
            "AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_SESSION_TOKEN": "token",
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://127.0.0.1:9",
        ])
        #expect(
            try await provider.credentials().get()
                == AWSCredentials(accessKey: "AKID", secretKey: "secret", sessionToken: "token"))
    }

    /// An agent of a machine, as version 2 of its protocol has it.
    private static func agent(_ lent: @escaping @Sendable (Int) -> LoopbackAnswer) throws
        -> LoopbackServer
    {
        let asked = Locked(0)
        return try LoopbackServer { request, _ in
            let folder = "/latest/meta-data/iam/security-credentials/"
            switch (request.method, request.path) {
            case ("PUT", "/latest/api/token"):
                return request.header("X-aws-ec2-metadata-token-ttl-seconds") != nil
                    && request.header("X-Forwarded-For") == nil
                    ? .status(200, "a-token==") : .status(400)
            case ("GET", folder) where request.header("X-aws-ec2-metadata-token") == "a-token==":
                return .status(200, "backup-role\n")
            case ("GET", folder + "backup-role")
            where request.header("X-aws-ec2-metadata-token") == "a-token==":
                return lent(
                    asked.withLock { count in
                        count += 1
                        return count
                    })
            default: return .status(401)
            }
        }
    }

    private static func machine(_ server: LoopbackServer) -> [String: String] {
        ["AWS_EC2_METADATA_SERVICE_ENDPOINT": server.url()]
    }

    @Test func `a machine's role is asked for once, and again shortly before its end`() async throws
    {
        let clock = ManualClock(microseconds: 1_741_435_200_000_000)
        let ends = ["2025-03-08T13:00:00Z", "2025-03-08T19:00:00Z"]
        let server = try Self.agent { Self.lent("ASIA\($0)", until: ends[$0 - 1]) }
        let noted = Locked<[String]>([])
        let provider = try Self.provider(Self.machine(server), clock: clock) { credentials in
            noted.withLock { $0.append(credentials.accessKey) }
        }
        let all = await withTaskGroup { group in
            for _ in 0..<20 { group.addTask { try? await provider.credentials().get() } }
            return await group.reduce(into: [AWSCredentials?]()) { $0.append($1) }
        }
        let wanted = AWSCredentials(
            accessKey: "ASIA1", secretKey: "lent-secret-key", sessionToken: "lent-session-token")
        #expect(all.allSatisfy { $0 == wanted } && all.count == 20)
        #expect(server.count == 3)
        clock.advance(by: .seconds(54 * 60))
        #expect(try await provider.credentials().get() == wanted)
        #expect(server.count == 3)
        clock.advance(by: .seconds(60))
        #expect(try await provider.credentials().get().accessKey == "ASIA2")
        #expect(server.count == 6)
        #expect(noted.withLock(\.self) == ["ASIA1", "ASIA2"])
    }

    @Test func `those there are serve to their end when no new ones can be had`() async throws {
        let clock = ManualClock(microseconds: 1_741_435_200_000_000)
        let server = try Self.agent { count in
            count == 1 ? Self.lent("ASIA1", until: "2025-03-08T13:00:00Z") : .status(500)
        }
        let provider = try Self.provider(Self.machine(server), clock: clock)
        #expect(try await provider.credentials().get().accessKey == "ASIA1")
        clock.advance(by: .seconds(58 * 60))
        #expect(try await provider.credentials().get().accessKey == "ASIA1")
        clock.advance(by: .seconds(2 * 60))
        guard case .failure(let failure) = await provider.credentials() else {
            Issue.record("credentials that have ended")
            return
        }
        #expect(failure.message.contains("answered 500"))
        #expect(failure.message.contains("AWS_ACCESS_KEY_ID"))
    }

    @Test func `a container's agent is asked with its token`() async throws {
        try folder.write("file-token\n", to: "token")
        let server = try LoopbackServer { request, _ in
            ["file-token", "given-token"].contains(request.header("Authorization"))
                && request.path == "/v1/credentials"
                ? Self.lent("ASIA1", until: "2025-03-08T13:00:00Z") : .status(403)
        }
        let tokens = [
            "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": folder.file("token"),
            "AWS_CONTAINER_AUTHORIZATION_TOKEN": "given-token",
        ]
        for (name, value) in tokens {
            let provider = try Self.provider([
                name: value,
                "AWS_CONTAINER_CREDENTIALS_FULL_URI": server.url("/v1/credentials"),
            ])
            #expect(try await provider.credentials().get().accessKey == "ASIA1")
        }
    }

    @Test(arguments: [
        LoopbackAnswer.status(404), .status(200, "{}"), .status(200, "no JSON"), .close, .reset,
    ])
    func `an agent that lends nothing is named`(answer: LoopbackAnswer) async throws {
        let server = try LoopbackServer(then: answer)
        for environment in [
            ["AWS_CONTAINER_CREDENTIALS_FULL_URI": server.url()], Self.machine(server),
        ] {
            guard case .failure(let failure) = await (try Self.provider(environment)).credentials()
            else {
                Issue.record("credentials of nothing")
                return
            }
            #expect(failure.message.contains("127.0.0.1:\(server.port)"))
        }
    }

    @Test func `what is signed with them is not repeated`() async throws {
        let server = try LoopbackServer { request, _ in
            .status(403, "signed: \(request.header("X-Amz-Security-Token") ?? "nothing")")
        }
        let transport = SignedTransport(
            try HTTPTransport(),
            try Self.provider([
                "AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": "environment-secret",
                "AWS_SESSION_TOKEN": "environment-token-1",
            ]))
        let sample = try #require(ChannelSample.all.first { $0.kind == "sns" })
        var request = try #require(
            try sample.httpRequest(base: "http://127.0.0.1:\(server.port)"))
        request.signing?.credentials = nil
        let reply = try await transport.send(request).get()
        #expect(String(decoding: reply.body, as: UTF8.self) == "signed: [secret]")
    }

    @Test func `a machine without a role says what can be done`() async throws {
        let provider = try Self.provider(["AWS_EC2_METADATA_DISABLED": "true"])
        guard case .failure(let failure) = await provider.credentials() else {
            Issue.record("credentials of nothing")
            return
        }
        #expect(failure.message.contains("give access_key and secret_key"))
    }
}
