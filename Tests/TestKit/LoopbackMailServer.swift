package import Formats

/// A mail server on 127.0.0.1, made of PyPI's aiosmtpd, that keeps what it takes.
package final class LoopbackMailServer {
    package enum Encryption: String, Sendable {
        case none, starttls, implicit
    }

    package struct Failure: Error {
        package let said: String
    }

    package let port: UInt16
    /// The file with the certificate that signs for this server.
    package let caFile: String
    private let peer: PeerProcess

    /// - Parameter login: the only user and password that are let in; nobody has to log in without.
    /// - Parameter refusals: what is answered to recipients.
    /// - Parameter answer: what is answered to a mail.
    package init(
        _ encryption: Encryption = .none, login: (user: String, password: String)? = nil,
        refusals: JSONObject = [:], answer: String = "250 OK", knowsUTF8: Bool = true
    ) throws {
        let options: JSONValue = [
            "encryption": .string(encryption.rawValue),
            "login": .array(
                [login?.user, login?.password].compactMap { $0.map(JSONValue.string) }),
            "refusals": .object(refusals), "answer": .string(answer), "utf8": .bool(knowsUTF8),
        ]
        let python = PythonChild.interpreter ?? "python3"
        peer = try PeerProcess([python, "-c", Self.program, options.text])
        let line = peer.readLine() ?? ""
        let words = line.split(separator: " ")
        guard words.count == 2, let port = UInt16(words[0]) else { throw Failure(said: line) }
        self.port = port
        caFile = String(words[1])
    }

    /// What it has taken: `from`, `to`, `options`, `login`, `encrypted`, `content`.
    ///
    /// - Parameter count: how many to wait for, for two minutes at most.
    package func mails(atLeast count: Int = 0) throws -> [JSONValue] {
        peer.write("\(count)\n")
        return try JSONValue(parsing: peer.readLine() ?? "").array ?? []
    }

    /// What Python's parser makes of its mails: `headers`, `text`, `html`, `defects`, and more.
    package func readMails(atLeast count: Int = 0) throws -> [JSONValue] {
        try MailParser.read(mails(atLeast: count).compactMap { $0["content"]?.string })
    }

    private static let program = """
        import asyncio, json, os, ssl, subprocess, sys, tempfile, threading
        from aiosmtpd.smtp import SMTP, AuthResult

        options = json.loads(sys.argv[1])
        mails = []
        arrived = threading.Condition()

        class Handler:
            async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
                if address in options["refusals"]:
                    return options["refusals"][address]
                envelope.rcpt_tos.append(address)
                return "250 OK"

            async def handle_DATA(self, server, session, envelope):
                mail = {
                    "from": envelope.mail_from, "to": envelope.rcpt_tos,
                    "options": envelope.mail_options, "hello": session.host_name,
                    "login": session.authenticated,
                    "encrypted": server.transport.get_extra_info("sslcontext") is not None,
                    "content": envelope.original_content.decode("utf-8")}
                with arrived:
                    mails.append(mail)
                    arrived.notify_all()
                return options["answer"]

        def authenticate(server, session, envelope, mechanism, data):
            given = [data.login.decode(), data.password.decode()]
            return AuthResult(success=given == options["login"], handled=False)

        with tempfile.TemporaryDirectory() as folder:
            certificate, key = folder + "/certificate.pem", folder + "/key.pem"
            subprocess.run(
                ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                 "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=loopback",
                 "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
                check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate, key)
            encryption = options["encryption"]
            starttls = encryption == "starttls"

            def make():
                return SMTP(
                    Handler(), hostname="mail.example.org", enable_SMTPUTF8=options["utf8"],
                    tls_context=context if starttls else None, require_starttls=starttls,
                    authenticator=authenticate, auth_required=bool(options["login"]),
                    auth_require_tls=starttls)

            loop = asyncio.new_event_loop()
            server = loop.run_until_complete(loop.create_server(
                make, "127.0.0.1", 0, ssl=context if encryption == "implicit" else None))
            threading.Thread(target=loop.run_forever, daemon=True).start()
            print(server.sockets[0].getsockname()[1], certificate, flush=True)
            for line in sys.stdin:
                with arrived:
                    arrived.wait_for(lambda: len(mails) >= int(line), 120)
                    print(json.dumps(mails), flush=True)
        os._exit(0)
        """
}
