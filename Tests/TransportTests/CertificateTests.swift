import Channels
import TestKit
import Testing
import Transport

@Suite(.timeLimit(.minutes(Patience.minutes)))
struct CertificateTests {
    let transport: HTTPTransport

    init() throws {
        transport = try HTTPTransport(version: "test")
    }

    private func send(
        to server: LoopbackTLSServer, verify: Bool = true, caFile: String? = nil
    ) async throws -> Result<HTTPReply, TransportFailure> {
        var request = HTTPRequest(url: try HTTPAddress(server.url("/path-part?query-part")))
        request.verifyTLS = verify
        request.caFile = caFile
        return await transport.send(request)
    }

    @Test func `a certificate is trusted through its file, not at all, or without asking`()
        async throws
    {
        let server = try LoopbackTLSServer()
        let place = "127.0.0.1:\(server.port)"
        #expect(try await send(to: server, caFile: server.caFile).get().status == 200)
        TransportFailureTests.expect(try await send(to: server), .tls, names: place)
        #expect(try await send(to: server, verify: false).get().status == 200)
        // The connection that asked nothing must not serve the request that asks.
        TransportFailureTests.expect(try await send(to: server), .tls, names: place)
        TransportFailureTests.expect(
            try await send(to: server, caFile: "/nonexistent/authority.pem"), .tls, names: place)
    }

    @Test func `a certificate for another name is refused`() async throws {
        let server = try LoopbackTLSServer(subject: "DNS:other.invalid")
        let result = try await send(to: server, caFile: server.caFile)
        TransportFailureTests.expect(result, .tls, names: "127.0.0.1:\(server.port)")
    }

    @Test func `a server that asks who we are is shown a certificate, and refuses another`()
        async throws
    {
        let server = try LoopbackTLSServer(asksClients: true)
        func send(_ certificate: ClientCertificate?) async throws -> Result<
            HTTPReply, TransportFailure
        > {
            await transport.send(
                HTTPRequest(
                    url: try HTTPAddress(server.url("/path-part")), caFile: server.caFile,
                    clientCertificate: certificate))
        }
        func client(_ password: String?, _ key: String? = nil) -> ClientCertificate {
            ClientCertificate(
                file: server.clientFile, keyFile: key ?? server.clientKeyFile, password: password)
        }
        let known = client(LoopbackTLSServer.clientKeyPassword)
        let refused: [ClientCertificate?] = [
            nil, client("another-word"), client(nil),
            client(nil, "/nonexistent/key.pem"),
            ClientCertificate(file: "/nonexistent/client.pem"),
        ]
        for certificate in refused {
            let result = try await send(certificate)
            // TLS 1.3 tells of a missing certificate after the session has begun.
            #expect([.tls, .reset].contains(result.failure?.kind), "\(result)")
            #expect(result.failure?.message.contains("another-word") == false)
        }
        #expect(try await send(known).get().status == 200)
        // The connection that has shown one must not serve a request without.
        #expect(try await send(nil).failure != nil)
        #expect(try await send(known).get().status == 200)
    }

    @Test func `plain HTTP where TLS is expected is refused`() async throws {
        let server = try LoopbackServer()
        let url = "https://127.0.0.1:\(server.port)/path-part"
        let request = HTTPRequest(url: try HTTPAddress(url))
        let result = await (try impatientTransport()).send(request)
        #expect([.tls, .timeout, .reset].contains(result.failure?.kind), "\(result)")
    }
}
