/// An HTTPS receiver on 127.0.0.1 with a certificate of its own making; it answers 200 to every POST.
package final class LoopbackTLSServer {
    package let port: UInt16
    /// The file with the certificate that signs for this server, for those who are to trust it.
    package let caFile: String
    /// The files of a client's certificate and its key, which the server wants to see where it asks.
    package let clientFile: String
    package let clientKeyFile: String
    private let peer: PeerProcess

    package struct Failure: Error {
        package let said: String
    }

    /// The password of the client's key.
    package static let clientKeyPassword = "loopback-word"

    /// - Parameters:
    ///   - subject: what the certificate vouches for, as in `IP:127.0.0.1` or `DNS:other.invalid`.
    ///   - asksClients: whether only clients are served that show the certificate of `clientFile`.
    package init(subject: String = "IP:127.0.0.1", asksClients: Bool = false) throws {
        peer = try PeerProcess(
            ["python3", "-c", Self.program, subject] + (asksClients ? [Self.clientKeyPassword] : [])
        )
        let line = peer.readLine() ?? ""
        let words = line.split(separator: " ").map(String.init)
        guard words.count == 4, let port = UInt16(words[0]) else { throw Failure(said: line) }
        self.port = port
        (caFile, clientFile, clientKeyFile) = (words[1], words[2], words[3])
    }

    package func url(_ path: String = "/") -> String { "https://127.0.0.1:\(port)\(path)" }

    private static let program = """
        import http.server, ssl, subprocess, sys, tempfile, threading

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                self.send_response(200)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"ok")

            def log_message(self, *words):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *words):
                pass

        with tempfile.TemporaryDirectory() as folder:
            certificate, key = folder + "/certificate.pem", folder + "/key.pem"
            def issue(name, key, certificate, *words):
                subprocess.run(
                    ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                     "ec_paramgen_curve:prime256v1", "-days", "2", "-subj", "/CN=" + name,
                     "-keyout", key, "-out", certificate, *words],
                    check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

            issue("loopback", key, certificate, "-nodes", "-addext",
                  "subjectAltName=" + sys.argv[1])
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate, key)
            client, client_key = folder + "/client.pem", folder + "/client-key.pem"
            if len(sys.argv) > 2:
                issue("client", client_key, client, "-passout", "pass:" + sys.argv[2])
                context.load_verify_locations(client)
                context.verify_mode = ssl.CERT_REQUIRED
            server = Server(("127.0.0.1", 0), Handler)
            server.socket = context.wrap_socket(
                server.socket, server_side=True, do_handshake_on_connect=False)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            print(server.server_address[1], certificate, client, client_key, flush=True)
            sys.stdin.read()
        """
}
