import Formats
import Glibc
import Platform
import TestKit
import Testing

/// The plugin as it is built, towards Debian's RabbitMQ.
@Suite(
    .timeLimit(.minutes(Patience.minutes)), .serialized,
    .enabled(if: Broker.isInstalled, "Debian's rabbitmq-server is not installed"),
    .enabled(if: !PythonChild.isMissing, "NOTIFYD_TEST_PYTHON names no interpreter"))
struct AMQPTests {
    /// One for all of them, for it takes seconds to start.
    private static let shared = Result { try Locked(Broker()) }

    private func with<Value>(_ body: (Broker) throws -> Value) throws -> Value {
        try Self.shared.get().withLock { broker throws(any Error) in try body(broker) }
    }

    private static func parameters(_ broker: Broker, _ further: JSONObject = [:]) -> JSONObject {
        var parameters: JSONObject = [
            "host": "127.0.0.1", "port": .integer(broker.port), "vhost": "jobs",
            "username": "backup", "password": "hidden-password", "exchange": "told",
        ]
        for (name, value) in further.members { parameters[name] = value }
        return parameters
    }

    private static func delivery(_ parameters: JSONObject, id: String = "e1.on-call") -> JSONValue {
        [
            "protocol": 1, "id": .string(id), "at": "2025-03-08T12:00:00Z", "kind": "amqp",
            "name": "on-call", "severity": "error", "subject": "Run failed", "message": "größer 🚀",
            "project": "ops", "schedule": "nightly",
            "event": ["id": "e1", "occasion": "error"], "runs": [],
            "parameters": .object(parameters),
        ]
    }

    /// What the plugin answers to a delivery.
    private static func tell(_ parameters: JSONObject, id: String = "e1.on-call") throws
        -> JSONValue
    {
        let ended = try PeerProcess.run(
            [BuiltProgram.amqp], input: delivery(parameters, id: id).text)
        #expect(ended.status == 0)
        #expect(!ended.output.contains("hidden-password"), "\(ended.output)")
        return try JSONValue(parsing: Array(ended.output.utf8))
    }

    @Test func `a delivery arrives in queues that are bound, persistent and with its id`() throws {
        try with { broker in
            try broker.ask("bind", ["exchange": "told", "queue": "all", "key": "ops.#"])
            #expect(try Self.tell(Self.parameters(broker)) == ["verdict": "delivered"])
            let message = try #require(try broker.take(from: "all").first)
            #expect(message["key"] == "ops.nightly.error" && message["exchange"] == "told")
            #expect(message["id"] == "e1.on-call" && message["type"] == "error")
            #expect(message["mode"] == 2 && message["form"] == "application/json")
            #expect(message["app"] == "notifyd" && message["time"] == 1_741_435_200)
            let body = try #require(message["body"])
            #expect(body["message"] == "größer 🚀" && body["schedule"] == "nightly")
            #expect(body["parameters"] == nil && body["kind"] == nil)
        }
    }

    @Test func `it outlives a restart of the broker`() throws {
        try with { broker in
            try broker.ask("bind", ["exchange": "told", "queue": "lasting", "key": "lasting"])
            let parameters = Self.parameters(broker, ["routing_key": "lasting"])
            #expect(try Self.tell(parameters) == ["verdict": "delivered"])
            try broker.ask("kill")
            try broker.ask("start")
            #expect(try broker.take(from: "lasting").map { $0["id"] } == ["e1.on-call"])
        }
    }

    @Test func `a URL says where to, and other parameters count more`() throws {
        try with { broker in
            let url = "amqp://backup:hidden%2Dpassword@127.0.0.1:\(broker.port)/jobs"
            #expect(
                try Self.tell(["url": .string(url), "exchange": "told"])
                    == ["verdict": "delivered"])
            let other = try Self.tell([
                "url": .string(url), "vhost": "elsewhere", "exchange": "told",
            ])
            #expect(other["verdict"] == "rejected")
            #expect(other["reason"]?.string?.contains("with 530: NOT_ALLOWED") == true)
        }
    }

    @Test func `a broker that does not let it in or knows no such exchange ends the delivery`()
        throws
    {
        try with { broker in
            let login = try Self.tell(Self.parameters(broker, ["password": "wrong-password"]))
            #expect(login["verdict"] == "rejected")
            #expect(login["reason"]?.string?.contains("to log in with 403: ACCESS_REFUSED") == true)
            for declare in ["passive", "never"] as [JSONValue] {
                let missing = try Self.tell(
                    Self.parameters(broker, ["exchange": "missing", "declare": declare]))
                #expect(missing["verdict"] == "rejected", "\(missing)")
                #expect(missing["reason"]?.string?.contains("404: NOT_FOUND") == true)
            }
            try broker.ask("bind", ["exchange": "fan", "type": "fanout"])
            let other = try Self.tell(Self.parameters(broker, ["exchange": "fan"]))
            #expect(other["reason"]?.string?.contains("406: PRECONDITION_FAILED") == true)
            let never = Self.parameters(broker, ["exchange": "fan", "declare": "never"])
            #expect(try Self.tell(never) == ["verdict": "delivered"])
        }
    }

    @Test func `a mandatory message that reaches no queue is tried again`() throws {
        try with { broker in
            let nobody = Self.parameters(broker, ["routing_key": "nobody", "exchange": "empty"])
            #expect(try Self.tell(nobody) == ["verdict": "delivered"])
            var mandatory = nobody
            mandatory["mandatory"] = true
            let answer = try Self.tell(mandatory)
            #expect(answer["verdict"] == "retry")
            #expect(answer["reason"]?.string?.contains("no queue that takes") == true)
        }
    }

    @Test func `over TLS the broker's certificate counts`() throws {
        try with { broker in
            let tls = try broker.ask("tls")
            var parameters = Self.parameters(
                broker, ["host": "localhost", "port": tls["port"] ?? 0, "tls": true])
            let untrusted = try Self.tell(parameters)
            #expect(untrusted["verdict"] == "retry", "\(untrusted)")
            parameters["ca_file"] = tls["authority"]
            #expect(try Self.tell(parameters) == ["verdict": "delivered"])
            parameters["host"] = "127.0.0.1"
            #expect(try Self.tell(parameters)["verdict"] == "retry")
            parameters["verify_ssl"] = false
            #expect(try Self.tell(parameters) == ["verdict": "delivered"])
        }
    }

    @Test func `while the broker is restarted nothing is lost`() throws {
        try with { broker in
            try broker.ask("bind", ["exchange": "told", "queue": "kept", "key": "kept"])
            let parameters = Self.parameters(broker, ["routing_key": "kept"])
            let scratch = ScratchDirectory()
            let ids = (10..<50).map(String.init)
            for id in ids {
                try scratch.write(Self.delivery(parameters, id: id).text, to: id)
            }
            // As notifyd does: each is tried until it is delivered.
            let publisher = try PeerProcess([
                "sh", "-c",
                #"""
                for file in "$1"/*; do
                    until "$0" < "$file" | grep -q delivered; do :; done
                    echo "${file##*/}"
                done
                """#, BuiltProgram.amqp, scratch.path,
            ])
            var confirmed: [String] = []
            for restart in [5, 15] {
                while confirmed.count < restart, let id = publisher.readLine() {
                    confirmed.append(id)
                }
                try broker.ask("kill")
                try broker.ask("start")
            }
            while let id = publisher.readLine() { confirmed.append(id) }
            #expect(confirmed == ids)
            // One that was taken when the broker was killed may be there twice.
            let kept = try broker.take(from: "kept").compactMap { $0["id"]?.string }
            #expect(Set(kept) == Set(ids))
        }
    }
}

/// What the plugin says without a broker.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct AMQPInputTests {
    private static func answer(_ input: String) throws -> JSONValue {
        let ended = try PeerProcess.run([BuiltProgram.amqp], input: input)
        #expect(ended.status == 0)
        return try JSONValue(parsing: Array(ended.output.utf8))
    }

    @Test func `it refuses what is no delivery, and parameters that are none`() throws {
        for input in ["", "[]", "{}", "{\"id\": 7}"] {
            #expect(try Self.answer(input)["verdict"] == "rejected")
        }
        for (parameters, reason) in [
            ("{}", "exchange is missing"),
            (#"{"exchange": "e", "url": "http://hidden@host"}"#, "url is no URL"),
            (#"{"exchange": "e", "declare": "perhaps"}"#, "declare must be one of durable"),
            (#"{"exchange": "e", "port": 70000}"#, "port must be 1 to 65535"),
        ] {
            let answer = try Self.answer(#"{"id": "1", "parameters": \#(parameters)}"#)
            #expect(answer["verdict"] == "rejected")
            #expect(answer["reason"]?.string?.hasPrefix(reason) == true, "\(answer)")
            #expect(answer["reason"]?.string?.contains("hidden") == false)
        }
    }

    @Test func `where nobody listens it asks to be called again`() throws {
        let refusing = try RefusingPort()
        let answer = try Self.answer(
            #"{"id": "1", "parameters": {"exchange": "e", "host": "127.0.0.1", "port": "#
                + "\(refusing.port)}}")
        withExtendedLifetime(refusing) {}
        #expect(answer["verdict"] == "retry")
        #expect(answer["reason"]?.string?.hasPrefix("127.0.0.1:\(refusing.port) did not") == true)
    }

    @Test func `it is called with nothing or --describe`() throws {
        let ended = try PeerProcess.run([BuiltProgram.amqp, "--help"])
        #expect(ended.status == 0x140)
    }
}
