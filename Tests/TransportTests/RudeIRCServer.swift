import TestKit

/// A server of IRC on 127.0.0.1 that misbehaves, from the beginning or once somebody joins a channel.
final class RudeIRCServer {
    enum Place: String, CaseIterable {
        case login, join
    }

    enum Behaviour: String, CaseIterable {
        case drop, reset, hang, trickle, babble, endless
    }

    struct Failure: Error {
        let said: String
    }

    let port: UInt16
    private let peer: PeerProcess

    init(at place: Place, _ behaviour: Behaviour) throws {
        peer = try PeerProcess(
            ["python3", "-c", Self.program, place.rawValue, behaviour.rawValue])
        let line = peer.readLine() ?? ""
        guard let port = UInt16(line) else { throw Failure(said: line) }
        self.port = port
    }

    private static let program = """
        import os, socket, struct, sys, threading, time

        place, behaviour = sys.argv[1:]

        def misbehave(connection, lines):
            if behaviour == "reset":
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            elif behaviour == "hang":
                lines.read()
            while behaviour == "trickle":
                connection.sendall(b"x")
                time.sleep(0.05)
            while behaviour == "babble":
                connection.sendall(b":rude NOTICE you :and another thing\\r\\n" * 100)
            while behaviour == "endless":
                connection.sendall(b"x" * 4096)
            lines.close()
            connection.close()

        def serve(connection):
            lines = connection.makefile("rb")
            try:
                if place == "login":
                    lines.readline()
                    return misbehave(connection, lines)
                for line in lines:
                    if line.startswith(b"USER"):
                        connection.sendall(b":rude 001 notifyd :welcome\\r\\n")
                    if line.startswith(b"JOIN"):
                        return misbehave(connection, lines)
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
