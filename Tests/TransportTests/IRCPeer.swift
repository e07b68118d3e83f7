import Formats
import Glibc
import TestKit

/// Debian's ngircd on loopback, with a client that reads and rules there; it ends with the test, whatever
/// becomes of it.
final class IRCPeer {
    static let isInstalled =
        unsafe access("/usr/sbin/ngircd", X_OK) == 0 || access("/usr/bin/ngircd", X_OK) == 0

    struct Failure: Error {
        let said: String
    }

    let port: Int64
    let securePort: Int64
    /// A PEM file with the certificate of the secure port.
    let authority: String
    private let scratch = ScratchDirectory(mode: 0o755)
    private let keeper: PeerProcess

    /// - Parameter password: what lets clients in; everybody is let in where it is empty.
    init(password: String = "") throws {
        keeper = try PeerProcess(["python3", "-c", Self.script, scratch.path, password])
        authority = scratch.file("certificate.pem")
        let said = keeper.readLine() ?? "null"
        let started = try JSONValue(parsing: Array(said.utf8))
        guard let port = started["port"]?.integer, let secure = started["secure"]?.integer else {
            throw Failure(said: said)
        }
        (self.port, securePort) = (port, secure)
    }

    deinit {
        // Before its folder goes.
        keeper.finish()
    }

    private func ask(_ order: JSONObject) throws -> JSONValue {
        keeper.write(JSONValue.object(order).text + "\n")
        let said = keeper.readLine() ?? "null"
        let answer = try JSONValue(parsing: Array(said.utf8))
        guard answer["error"] == nil, answer != .null else { throw Failure(said: said) }
        return answer
    }

    /// Has the client say lines, and waits until the server has heeded them.
    func say(_ lines: String...) throws {
        _ = try ask(["say": .array(lines.map(JSONValue.string))])
    }

    /// The next lines that the client hears with this command, without the client's own.
    func hear(_ command: String, _ count: Int = 1) throws -> [String] {
        let heard = try ask(["hear": .string(command), "count": .integer(Int64(count))])
        return (heard["lines"]?.array ?? []).compactMap(\.string)
    }

    private static let script = """
        import json, socket, subprocess, sys

        folder, password = sys.argv[1:]

        def free_port():
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                return probe.getsockname()[1]

        port, secure = free_port(), free_port()
        certificate, key = f"{folder}/certificate.pem", f"{folder}/key.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
             "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
             "-keyout", key, "-out", certificate], check=True, stderr=subprocess.DEVNULL)
        subprocess.run(
            ["openssl", "dhparam", "-dsaparam", "-out", f"{folder}/dh.pem", "2048"], check=True,
            stderr=subprocess.DEVNULL)
        with open(f"{folder}/ngircd.conf", "w") as file:
            file.write(f\"\"\"
        [Global]
        Name = irc.test
        Info = test
        AdminInfo1 = test
        Listen = 127.0.0.1
        Ports = {port}
        {"Password = " + password if password else ""}
        MotdPhrase = welcome
        [Limits]
        MaxConnectionsIP = 0
        MaxNickLength = 20
        [Options]
        Ident = no
        DNS = no
        PAM = no
        [SSL]
        Ports = {secure}
        CertFile = {certificate}
        KeyFile = {key}
        DHFile = {folder}/dh.pem
        \"\"\")
        server = subprocess.Popen(
            ["ngircd", "-n", "-f", f"{folder}/ngircd.conf"], stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        try:
            said = ""
            for line in server.stdout:
                said += line
                if " ready." in line:
                    break
            else:
                print(json.dumps({"error": said[-400:]}), flush=True)
                sys.exit()
            client = socket.create_connection(("127.0.0.1", port))
            # What is never said fails the test instead of holding it up.
            client.settimeout(120)
            lines = client.makefile("r", encoding="utf-8", errors="replace", newline="\\n")
            waiting = []

            def send(*texts):
                client.sendall("".join(f"{text}\\r\\n" for text in texts).encode())

            def read():
                line = lines.readline()
                if not line:
                    raise RuntimeError("the server has closed the connection")
                line = line.rstrip("\\r\\n")
                if line.startswith("PING"):
                    send("PONG" + line[4:])
                return line

            def word(line):
                parts = line.split(" ")
                return parts[1] if line.startswith(":") else parts[0]

            def settle(token):
                send(f"PING {token}")
                while True:
                    line = read()
                    if word(line) == "PONG" and line.endswith(token):
                        return
                    waiting.append(line)

            if password:
                send(f"PASS {password}")
            send("NICK reader", "USER reader 0 * :reader")
            while word(read()) != "001":
                pass
            settle("begin")
            print(json.dumps({"port": port, "secure": secure}), flush=True)
            for number, order in enumerate(map(json.loads, sys.stdin)):
                try:
                    if "say" in order:
                        send(*order["say"])
                        settle(f"settled-{number}")
                        answer = {}
                    else:
                        heard = []
                        while len(heard) < order["count"]:
                            line = waiting.pop(0) if waiting else read()
                            if word(line) == order["hear"] and not line.startswith(":reader!"):
                                heard.append(line)
                        answer = {"lines": heard}
                except Exception as error:
                    answer = {"error": repr(error)}
                print(json.dumps(answer), flush=True)
        finally:
            # It inherits that signals are blocked, and would not hear a milder one.
            server.kill()
            server.wait()
        """
}
