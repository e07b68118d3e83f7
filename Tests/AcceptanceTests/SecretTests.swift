import Control
import Formats
import Glibc
import TestKit
import Testing

/// A secret leaves notifyd to its own destination, and to nowhere else.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct SecretTests {
    private static let inEnvironment = "c4nary-environment"
    private static let words = [
        "c4nary-path", "c4nary-query", "c4nary-user", "c4nary-header", "c4nary-signature",
        "c4nary-slack", "c4nary-hidden-body", "c4nary-notifier", "c4nary-file", "c4nary-rotated",
        "c4nary-refused", inEnvironment,
    ]

    /// The destinations of one scenario, each of which fails in its own way.
    private struct Destinations {
        let echo = try? LoopbackServer { request, index in
            let headers = request.headers.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
            let body = Array("\(request.method) \(request.path)\n\(headers)\n\(request.text)".utf8)
            let statuses = [500, 404, 429, 503, 400, 302]
            return .reply(
                status: statuses[index % statuses.count],
                headers: ["Location": "http://elsewhere.invalid\(request.path)"], body: body)
        }
        let refusing = try? RefusingPort()
        let tls = try? LoopbackTLSServer(subject: "DNS:other.invalid")

        func url(_ rest: String, user: String = "") -> String {
            "http://\(user)127.0.0.1:\(echo?.port ?? 1)\(rest)"
        }
    }

    private func notifications(_ to: Destinations) -> String {
        """
        [{name: whole, kind: webhook, params: {url: "\(
            to.url("/c4nary-path?key=c4nary-query", user: "c4nary-user:pass@"))",
          headers: {Authorization: Bearer c4nary-header}, secret: c4nary-signature}},
         {name: refused, kind: webhook, params: {url: "http://127.0.0.1:\(
            to.refusing?.port ?? 1)/c4nary-path"}},
         {name: tls, kind: webhook, params: {url: "https://127.0.0.1:\(
            to.tls?.port ?? 1)/c4nary-path", secret: c4nary-signature}},
         {name: chat, kind: slack, params: {webhook: "\(to.url("/services/c4nary-slack"))"},
          message: the job failed},
         {name: body, kind: webhook, params: {url: "\(to.url("/c4nary-path"))"},
          secret_params: {override_body: {key: c4nary-hidden-body}}},
         {name: stored, notifier: on-call},
         {name: file, kind: webhook, params: {url: "file:SCRATCH/url"}},
         {name: variable, kind: webhook, params: {url: "\(to.url("/plain"))",
          headers: {X-Key: "env:NOTIFYD_CANARY"}}},
         {name: log, kind: console}]
        """
    }

    @Test func `no secret is in files, logs, replies, errors or processes`() async throws {
        let to = Destinations()
        let service = try await Service(
            options: ["--retry-delay", "50ms"],
            environment: ["NOTIFYD_CANARY": Self.inEnvironment])
        var canaries = Canaries(Self.words)
        var logs: [String] = []
        try service.scratch.write(to.url("/c4nary-file") + "\n", to: "url")
        try service.scratch.write(
            """
            kind: webhook
            params: {url: "\(to.url("/c4nary-notifier"))", headers: {X-Key: c4nary-header}}
            """, to: "on-call.yaml")
        try await service.start()
        let outputs = try await [
            service.done("add-notifier", "on-call", service.scratch.file("on-call.yaml")),
            service.done("show-notifier", "on-call"), service.done("list-notifiers"),
        ]
        for output in outputs { canaries.search(output, "output of notifyctl") }
        try await service.apply(
            """
            name: job
            when: "@yearly"
            environment: {FOLDER: SCRATCH}
            command: env; mkfifo $FOLDER/go; echo begun; read line < $FOLDER/go; exit 3
            notifications: \(notifications(to))
            """)
        let watch = try service.client(["watch"])

        // A run is looked at while it runs, and so are the programs.
        let uid = try #require(
            try await service.call("StartSchedule", ["schedule": "job"])["run"])
        let follow = try service.client(["logs", uid.string ?? "", "--follow"])
        try await follow.output.line { $0 == "begun" }
        canaries.search(
            processesNaming: service.scratch.path, of: service.process, own: Self.inEnvironment)
        logs.append(service.log)
        try await service.kill()
        try await service.start()
        try service.scratch.write("go\n", to: "go")
        let ended = try await service.end(of: uid)
        #expect(ended["exit_code"] == 3)
        canaries.search(try await follow.output.whole(), "log of the run")

        // Every destination was tried, and has seen what is secret.
        let echo = try #require(to.echo)
        _ = try await cancellable { await echo.received(6) }
        try await settled(service, tried: 9)
        try service.scratch.write(to.url("/c4nary-rotated"), to: "url")
        _ = try await service.call("ResendNotifications", ["run": uid])
        var arrived = echo.requests
        while !arrived.contains(where: { $0.path == "/c4nary-rotated" }) {
            let next = arrived.count + 1
            arrived = try await cancellable { await echo.received(next) }
        }
        let seen = arrived.map { request in
            request.path + request.headers.map(\.value).joined(separator: " ") + request.text
        }.joined()
        for word in [
            "c4nary-path", "c4nary-query", "c4nary-header", "c4nary-slack", "c4nary-hidden-body",
            "c4nary-notifier", "c4nary-file", "c4nary-rotated", Self.inEnvironment,
        ] { #expect(seen.contains(word), "\(word) did not reach its destination") }

        try await collectReplies(service, uid, &canaries)
        try await collectErrors(service, to, &canaries)
        let masked = try await service.json("list-deliveries")["deliveries"]?.array ?? []
        #expect(masked.contains { ($0["reason"]?.string ?? "").contains("[secret]") })

        logs.append(service.log)
        try await service.kill()
        canaries.search(folder: service.stateFolder)
        try await service.start()
        canaries.search(watch.output.text, "output of watch")
        logs.append(service.log)
        #expect(try await service.stop() == .exited(0))
        logs.append(service.log)
        for log in logs { canaries.search(log, "log of notifyd") }
        canaries.search(folder: service.stateFolder)
        #expect(canaries.found == [])
    }

    /// Waits until so many of the notifications have been attempted.
    private func settled(_ service: Service, tried count: Int) async throws {
        while true {
            let rows = try await service.rows("ListDeliveries", "deliveries")
            let tried = rows.filter { ($0["attempts"]?.integer ?? 0) > 0 }
            if Set(tried.map { $0["notification"] }).count >= count { return }
            // Nothing tells of an attempt that is to be repeated: it is asked for anew.
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// What a call is answered with: a reply, or an error with its name.
    private func answer(
        _ method: String, _ parameters: JSONObject, _ client: VarlinkClient
    ) async throws -> (error: String?, parameters: JSONObject) {
        do throws(ClientError) {
            return (nil, try await client.call("io.notifyd.\(method)", parameters))
        } catch {
            guard case .remote(let name, let parameters) = error else { throw error }
            return (name, parameters)
        }
    }

    /// A call of every method there is.
    private func collectReplies(
        _ service: Service, _ uid: JSONValue, _ canaries: inout Canaries
    ) async throws {
        let key: JSONObject = ["schedule": "job"]
        let notifier: JSONObject = ["notifier": "on-call"]
        let console: JSONValue = ["name": "log", "kind": "console"]
        var calls: [(String, JSONObject)] = [
            ("GetStatus", [:]), ("ListSchedules", [:]), ("ShowSchedule", key),
            ("NextOccurrences", key), ("PauseSchedule", key), ("ResumeSchedule", key),
            ("ListRuns", [:]), ("ShowRun", ["run": uid]), ("WaitForRun", ["run": uid]),
            ("ReadLog", ["run": uid]), ("ListDeliveries", [:]), ("Why", ["run": uid]),
            ("ResendNotifications", ["run": uid]), ("ListNotifiers", [:]),
            ("ListChannels", [:]), ("DescribeChannel", ["kind": "webhook"]),
            ("ShowNotifier", notifier), ("DisableNotifier", notifier),
            ("EnableNotifier", notifier), ("StartSchedule", key), ("AbortRun", ["run": uid]),
            (
                "BackfillSchedule",
                [
                    "schedule": "job", "from": "2026-01-01T00:00:00Z",
                    "until": "2026-01-01T00:00:00Z",
                ]
            ),
            (
                "AddNotifier",
                [
                    "name": "other", "kind": "webhook",
                    "params": ["url": "http://127.0.0.1:9/c4nary-path"],
                ]
            ),
            ("RemoveNotifier", ["notifier": "other"]), ("Reload", [:]), ("Watch", [:]),
            ("AddDenial", ["address": "old@example.org"]), ("ListDenials", [:]),
            ("RemoveDenial", ["address": "old@example.org"]),
        ]
        let delivery: JSONObject = [
            "delivery": try await service.rows("ListDeliveries", "deliveries").first?["id"] ?? ""
        ]
        calls += ["ShowDelivery", "RetryDelivery", "CancelDelivery"].map { ($0, delivery) }
        calls += [
            ("SetResults", ["run": uid, "results": ["drift": 1]]), ("ListNotifications", [:]),
            ("RenderNotifications", ["run": uid]),
            ("SetRunNotifications", ["run": uid, "notifications": [console]]),
            ("SetProjectNotifications", ["project": "default", "notifications": []]),
        ]
        calls.append(("SetScheduleNotifications", ["schedule": "job", "notifications": [console]]))
        calls.append(
            (
                "ApplySchedules",
                ["schedules": [["name": "other", "when": "@yearly", "command": ["true"]]]]
            ))
        calls.append(("DeleteSchedule", ["schedule": "other"]))
        let client = try await service.connect()
        for (method, parameters) in calls {
            let answer = try await answer(method, parameters, client)
            canaries.search(answer.parameters, "answer of \(method)")
        }
        let interface = try await client.call(
            "org.varlink.service.GetInterfaceDescription", ["interface": "io.notifyd"])
        let methods = (interface["description"]?.string ?? "").split(separator: "\n")
            .filter { $0.hasPrefix("method ") }
            .map { String($0.dropFirst("method ".count).prefix { $0 != "(" }) }
        #expect(Set(calls.map(\.0)) == Set(methods))
    }

    /// Definitions that are wrong, with secrets in them.
    private func collectErrors(
        _ service: Service, _ to: Destinations, _ canaries: inout Canaries
    ) async throws {
        let parameters: [JSONObject] = [
            ["url": "c4nary-refused"], ["url": "ftp://c4nary-refused/"],
            ["url": ["c4nary-refused"]], ["url": "http://a b/c4nary-refused"],
            ["url": "http://c4nary-refused@b@c/"], ["url": "http://h:c4nary-refused/"],
            ["url": .string("http://h/\(String(repeating: "c4nary-refused", count: 700))")],
            ["url": "http://h/", "headers": "c4nary-refused"],
            ["url": "http://h/", "headers": ["A": ["c4nary-refused"]]],
            ["url": "http://h/", "headers": ["A": "c4nary-refused\n"]],
            ["url": "http://h/", "secret": "whsec_c4nary-refused!"],
            ["url": "http://h/", "secret": ["c4nary-refused"]],
            ["url": "http://h/", "secret": "c4nary-refused\u{0}"],
            ["url": "http://h/", "method": "POST", "unknown": "c4nary-refused"],
            ["url": "http://h/", "verify_ssl": "c4nary-refused"],
            ["url": "http://h/", "ca_file": "c4nary-refused", "secret": "c4nary-refused"],
        ]
        let client = try await service.connect()
        for wrong in parameters {
            let notification: JSONValue = [
                "name": "n", "kind": "webhook", "params": .object(wrong),
            ]
            let schedule: JSONValue = [
                "name": "wrong", "when": "@yearly", "command": ["true"],
                "notifications": [notification],
            ]
            let calls: [(String, JSONObject)] = [
                ("ApplySchedules", ["schedules": [schedule]]),
                (
                    "SetScheduleNotifications",
                    ["schedule": "job", "notifications": [notification]]
                ),
                (
                    "AddNotifier",
                    ["name": "wrong", "kind": "webhook", "params": .object(wrong)]
                ),
            ]
            for (method, parameters) in calls {
                let answer = try await answer(method, parameters, client)
                #expect(answer.error != nil, "\(method) took \(wrong)")
                canaries.search(answer.parameters, "error of \(method)")
            }
            try service.scratch.write(JSONValue.array([schedule]).text, to: "wrong.json")
            for verb in ["check", "apply"] {
                let answer = try await service.notifyctl(verb, service.scratch.file("wrong.json"))
                #expect(answer.status != 0)
                canaries.search("\(answer)", "answer of \(verb)")
            }
        }
        let frame = #"{"method":"io.notifyd.AddNotifier","parameters":{"kind":"c4nary-refused"#
        for frame in [frame + "\0", frame + "\"}}\0", frame + "\",\"name\":1}}\0"] {
            let replies = try await RawConnection(service.socket).converse(Array(frame.utf8))
            canaries.search(replies, "answer to \(frame)")
        }
    }
}
