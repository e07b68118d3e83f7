import Formats
import Glibc
import TestKit

/// Debian's RabbitMQ on loopback, with its own name, ports, data and cookie; it ends with the test, whatever
/// becomes of it.
///
/// A script keeps it, and speaks to it as pika does.
final class Broker {
    static let isInstalled = unsafe access("/usr/lib/rabbitmq/bin/rabbitmq-server", X_OK) == 0

    struct Failure: Error {
        let said: String
    }

    let port: Int64
    private let scratch = ScratchDirectory(mode: 0o755)
    private let keeper: PeerProcess

    init() throws {
        keeper = try PeerProcess([
            PythonChild.interpreter ?? "python3", "-c", Self.script, scratch.path,
        ])
        let started = try JSONValue(parsing: Array((keeper.readLine() ?? "null").utf8))
        guard let port = started["port"]?.integer else { throw Failure(said: started.text) }
        self.port = port
    }

    deinit {
        // Before its folder goes.
        keeper.finish()
    }

    /// Has the keeper do something; its answer.
    @discardableResult
    func ask(_ what: String, _ members: JSONObject = [:]) throws -> JSONValue {
        var order = members
        order["do"] = .string(what)
        keeper.write(JSONValue.object(order).text + "\n")
        let answer = keeper.readLine() ?? "null"
        let value = try JSONValue(parsing: Array(answer.utf8))
        guard value["error"] == nil, value != .null else { throw Failure(said: answer) }
        return value
    }

    /// The messages that lie in a queue, taken from it.
    func take(from queue: String) throws -> [JSONValue] {
        try ask("take", ["queue": .string(queue)])["messages"]?.array ?? []
    }

    private static let script = """
        import json, os, signal, socket, subprocess, sys, time
        import pika

        folder = sys.argv[1]

        def free_port():
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                return probe.getsockname()[1]

        port, distribution, mapper = free_port(), free_port(), free_port()
        authority, key = f"{folder}/authority.pem", f"{folder}/key.pem"
        tls_port = free_port()
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
             "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
             "-keyout", key, "-out", authority], check=True, stderr=subprocess.DEVNULL)
        os.chmod(key, 0o644)
        with open(f"{folder}/rabbitmq.conf", "w") as file:
            file.write(f\"\"\"
        listeners.tcp.1 = 127.0.0.1:{port}
        listeners.ssl.1 = 127.0.0.1:{tls_port}
        ssl_options.cacertfile = {authority}
        ssl_options.certfile = {authority}
        ssl_options.keyfile = {key}
        default_user = backup
        default_pass = hidden-password
        default_vhost = jobs
        default_permissions.configure = .*
        default_permissions.read = .*
        default_permissions.write = .*
        loopback_users = none
        \"\"\")
        with open(f"{folder}/plugins", "w") as file:
            file.write("[].")
        with open(f"{folder}/.erlang.cookie", "w") as file:
            file.write(os.urandom(16).hex())
        os.chmod(f"{folder}/.erlang.cookie", 0o400)
        environment = {
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": folder, "LANG": "C.UTF-8",
            "RABBITMQ_NODENAME": f"notifyd-test-{port}@localhost",
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1", "RABBITMQ_NODE_PORT": str(port),
            "RABBITMQ_DIST_PORT": str(distribution), "ERL_EPMD_PORT": str(mapper),
            "ERL_EPMD_ADDRESS": "127.0.0.1", "RABBITMQ_MNESIA_BASE": f"{folder}/data",
            "RABBITMQ_LOG_BASE": f"{folder}/log", "RABBITMQ_CONF_ENV_FILE": f"{folder}/none",
            "RABBITMQ_CONFIG_FILE": f"{folder}/rabbitmq",
            "RABBITMQ_ENABLED_PLUGINS_FILE": f"{folder}/plugins",
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS":
                "-kernel inet_dist_use_interface {127,0,0,1} +S 1:1",
        }
        server = None

        def start():
            global server
            server = subprocess.Popen(
                ["/usr/lib/rabbitmq/bin/rabbitmq-server"], env=environment, cwd=folder,
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                start_new_session=True, text=True)
            said = ""
            for line in server.stdout:
                said += line
                if "completed with" in line:
                    return
            raise RuntimeError(said[-500:])

        def kill():
            if server and server.poll() is None:
                os.killpg(server.pid, signal.SIGKILL)
                server.wait()
                server.stdout.close()

        def channel():
            credentials = pika.PlainCredentials("backup", "hidden-password")
            connection = pika.BlockingConnection(
                pika.ConnectionParameters("127.0.0.1", port, "jobs", credentials))
            return connection, connection.channel()

        def bind(order):
            connection, c = channel()
            c.exchange_declare(order["exchange"], order.get("type", "topic"), durable=True)
            if order.get("queue"):
                c.queue_declare(order["queue"], durable=True)
                c.queue_bind(order["queue"], order["exchange"], order["key"])
            connection.close()
            return {}

        def take(order):
            connection, c = channel()
            messages = []
            while True:
                method, properties, body = c.basic_get(order["queue"], auto_ack=True)
                if method is None:
                    break
                messages.append({
                    "key": method.routing_key, "exchange": method.exchange,
                    "id": properties.message_id, "type": properties.type,
                    "mode": properties.delivery_mode, "form": properties.content_type,
                    "app": properties.app_id, "time": properties.timestamp,
                    "body": json.loads(body),
                })
            connection.close()
            return {"messages": messages}

        def stop_broker(order):
            kill()
            return {}

        def start_broker(order):
            start()
            return {}

        def tls(order):
            return {"port": tls_port, "authority": authority}

        known = {"bind": bind, "take": take, "kill": stop_broker, "start": start_broker, "tls": tls}
        try:
            try:
                start()
                print(json.dumps({"port": port}), flush=True)
                for line in sys.stdin:
                    order = json.loads(line)
                    try:
                        answer = known[order["do"]](order)
                    except Exception as error:
                        answer = {"error": repr(error)}
                    print(json.dumps(answer), flush=True)
            except Exception as error:
                print(json.dumps({"error": repr(error)}), flush=True)
        finally:
            kill()
            # Erlang's mapper of names stays until it has seen that its node is gone.
            for _ in range(200):
                mapped = subprocess.run(
                    ["epmd", "-port", str(mapper), "-kill"], capture_output=True, text=True)
                if "Killed" in mapped.stdout or "Cannot connect" in mapped.stderr:
                    break
                time.sleep(0.05)
        """
}
