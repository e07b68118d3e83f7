import Platform

/// A mail server on 127.0.0.1 that does something of its own at one place of the conversation.
package final class RudeMailServer: Sendable {
    package struct Failure: Error {
        package let said: String
    }

    package let port: UInt16
    private let peer: Locked<PeerProcess>

    /// - Parameter place: `greeting`, `EHLO`, `MAIL`, `RCPT`, `DATA`, `message`, or `QUIT`.
    /// - Parameter behaviour: an answer such as `450 later`, or `drop`, `reset`, `hang`, `trickle`, `flood`.
    package init(at place: String, _ behaviour: String) throws {
        let peer = try PeerProcess(["python3", "-c", Self.program, place, behaviour])
        let line = peer.readLine() ?? ""
        guard let port = UInt16(line) else { throw Failure(said: line) }
        self.port = port
        self.peer = Locked(peer)
    }

    /// The next command that has come, or is to come; `message` stands for a mail that came whole,
    /// after the line with its `Message-ID`.
    package func nextCommand() async -> String? {
        await withCheckedContinuation { continuation in
            do {
                // Where it blocks, whoever is to send the command might wait for this very thread.
                try Thread.start(name: "commands") { [peer] in
                    continuation.resume(returning: peer.withLock { $0.readLine() })
                }
            } catch {
                continuation.resume(returning: nil)
            }
        }
    }

    private static let program = """
        import os, socket, struct, sys, threading, time

        place, behaviour = sys.argv[1:]

        def serve(connection):
            lines = connection.makefile("rb")

            def say(text):
                connection.sendall(text.encode() + b"\\r\\n")

            def misbehave():
                if behaviour == "drop":
                    connection.shutdown(socket.SHUT_RDWR)
                elif behaviour == "reset":
                    connection.setsockopt(
                        socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    lines.close()
                    connection.close()
                elif behaviour == "hang":
                    lines.read()
                elif behaviour == "trickle":
                    while True:
                        say("250-still thinking")
                        time.sleep(0.05)
                elif behaviour == "flood":
                    while True:
                        connection.sendall(b"250-" + b"f" * 500 + b"\\r\\n")
                else:
                    say(behaviour)
                    return
                raise ConnectionError

            def answer(at, usual):
                misbehave() if at == place else say(usual)

            try:
                answer("greeting", "220 rude.example.org")
                inMessage = False
                for line in lines:
                    if inMessage:
                        if line.startswith(b"Message-ID:"):
                            print(line.decode().strip(), flush=True)
                        if line == b".\\r\\n":
                            inMessage = False
                            print("message", flush=True)
                            answer("message", "250 taken")
                        continue
                    verb = line.split()[0].decode().upper()
                    print(verb, flush=True)
                    usual = {"EHLO": "250 rude", "HELO": "250 rude", "DATA": "354 go on",
                             "QUIT": "221 bye"}
                    answer(verb, usual.get(verb, "250 fine"))
                    inMessage = verb == "DATA" and (place != "DATA" or behaviour[0] == "3")
            except OSError:
                pass

        listener = socket.create_server(("127.0.0.1", 0))

        def accept():
            while True:
                connection, _ = listener.accept()
                threading.Thread(target=serve, args=[connection], daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        print(listener.getsockname()[1], flush=True)
        sys.stdin.read()
        os._exit(0)
        """
}
