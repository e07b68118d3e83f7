import Formats
import TestKit
import Testing

/// Conditions and texts that are templates, from a file to what arrives.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct TemplateTests {
    /// The first delivery of each notification that ends from now on.
    private func deliveries(
        of notifications: Set<String>, on service: Service
    ) async throws -> [String: JSONValue] {
        let watch = try service.client(["watch", "--output=json"])
        var found: [String: JSONValue] = [:]
        for await line in watch.output.lines {
            let event = try JSONValue(parsing: line)
            guard let delivery = event["event"]?["delivery"] ?? event["delivery"],
                let name = delivery["notification"]?.string, delivery["state"] != "pending"
            else { continue }
            found[name] = found[name] ?? delivery
            if notifications.isSubset(of: found.keys) { break }
        }
        return found
    }

    @Test func `conditions decide as MLRun's documentation says`() async throws {
        let receiver = try LoopbackServer()
        let service = try await Service.started()
        let common = """
            kind: webhook, when: [completed, error], message: completed, severity: info, \
            params: {url: "\(receiver.url())"}
            """
        try service.scratch.write(
            """
            name: train
            when: every 1s
            command: echo "drift=0.25" >> "$NOTIFYD_RESULTS"
            notifications:
              - {name: notification-1, \(common), condition: '{{ run["status"]["results"]["drift"] > 0.1 }}'}
              - {name: too-high, \(common), condition: '{{ run["status"]["results"]["drift"] > 0.3 }}'}
              - {name: malformed, \(common), condition: '{{ run["status" }}'}
              - {name: missing, \(common), condition: '{{ run["status"]["results"]["bias"] > 0.1 }}'}
              - {name: no-boolean, \(common), condition: '{{ run["metadata"]["name"] }}'}
            """, to: "train.yaml")
        let applied = try await service.notifyctl("apply", service.scratch.file("train.yaml"))
        #expect(applied.status == 0)
        #expect(
            applied.errors.contains(
                "warning: train: the notification malformed is always sent, for its condition "
                    + "is no valid template, line 1, column "), "\(applied)")

        let ended = try await deliveries(
            of: ["notification-1", "too-high", "malformed", "missing", "no-boolean"], on: service)
        #expect(ended["notification-1"]?["state"] == "sent")
        #expect(ended["no-boolean"]?["state"] == "sent")
        #expect(ended["too-high"]?["state"] == "suppressed")
        #expect(ended["too-high"]?["reason"] == "its condition gave \"False\"")
        for name in ["malformed", "missing"] {
            #expect(ended[name]?["state"] == "sent")
            let reason = ended[name]?["reason"]?.string ?? ""
            #expect(reason.hasPrefix("its condition failed at line 1, column "), "\(reason)")
        }

        let request = try #require(receiver.requests.first { $0.text.contains("notification-1\"") })
        let body = try JSONValue(parsing: request.text)
        #expect(body["message"] == "Run completed: completed")
        #expect(body["severity"] == "info")
        #expect(body["event"]?["occasion"] == "completed")
        let run = body["runs"]?.array?.first
        #expect(run?["metadata"]?["name"] == "train")
        #expect(run?["status"]?["results"] == ["drift": .number(0.25)])
        #expect(run?["spec"]?["schedule"] == ["when": "every 1s"])
        #expect(
            run?["spec"]?["notifications"]?.array?.first == [
                "name": "notification-1", "kind": "webhook", "when": ["completed", "error"],
                "severity": "info",
            ])
        #expect(!receiver.requests.contains { $0.text.contains("\"name\":\"too-high\",\"message") })
    }

    @Test func `messages and bodies are templates`() async throws {
        let receiver = try LoopbackServer()
        let service = try await Service.started()
        try await service.apply(
            """
            name: import
            project: lab
            when: "@yearly"
            description: Prices of the day
            labels: {team: data}
            command: exit 4
            notifications:
              - name: hook
                kind: webhook
                message: "{{ schedule.description }} ended with {{ run.status.exit_code }}"
                subject: "{{ schedule.labels.team }}: {{ event.occasion }}"
                params:
                  url: "\(receiver.url())"
                  override_body:
                    title: "{{ subject }}"
                    text: "{{ message }}"
                    runs: "{{ runs }}"
                    secret: "{{ notification.params.url }}"
                    broken: "{{ run.status.none.none }}"
                    number: 7
            """)
        let started = try await service.call(
            "StartSchedule", ["project": "lab", "schedule": "import"])
        let told = try await cancellable { await receiver.received(1) }
        let body = try JSONValue(parsing: try #require(told.first?.text))
        #expect(body["title"] == "data: error")
        #expect(body["text"] == "Run failed: Prices of the day ended with 4")
        #expect(body["secret"] == "********")
        #expect(body["broken"] == "{{ run.status.none.none }}")
        #expect(body["number"] == 7)
        let runs = try JSONValue(parsing: body["runs"]?.string ?? "")
        #expect(runs.array?.first?["metadata"]?["uid"] == started["run"])
        #expect(runs.array?.first?["spec"]?["schedule"]?["description"] == "Prices of the day")
    }

    @Test func `what is no template is refused with its place`() async throws {
        let service = try await Service.started()
        try service.scratch.write(
            """
            name: bad
            when: "@yearly"
            command: "true"
            notifications:
              - kind: webhook
                message: |
                  first line
                  {{ run.status.state
                subject: "{% endif %}"
                params:
                  url: "http://127.0.0.1:9/"
                  override_body: {list: [good, "{{ runs"]}
            """, to: "bad.yaml")
        let answer = try await service.notifyctl("check", service.scratch.file("bad.yaml"))
        #expect(answer.status != 0)
        for words in [
            "notifications[0].message: is no valid template, line 2, column ",
            "notifications[0].subject: is no valid template, line 1, column ",
            "notifications[0].params.override_body.list[1]: is no valid template, line 1, column ",
        ] {
            #expect(answer.errors.contains(words), "\(answer)")
        }
    }
}
