import Channels
import Delivery
import Domain
import Formats
import Persistence
import Platform
import TestKit
import Testing
import Transport

/// Channels that go on from an earlier message.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct CourierMemoryTests {
    private func notification(
        _ name: String, remembers: String, to host: String = "a", when: [Interest] = [.error]
    ) throws -> Notification {
        Notification(
            name: try Name(name), kind: "recording", when: when, message: "{{ event.occasion }}",
            parameters: ["to": .string(host), "remembers": .string(remembers)])
    }

    /// Answers each message with a number of its own.
    private func counting() -> ScriptedPerformer {
        ScriptedPerformer { _, index in .status(200, body: "m\(index)") }
    }

    @Test func `of many messages of a run only the first begins anew`() async throws {
        let bench = try CourierBench()
        let performer = counting()
        let courier = bench.courier(performer)
        try await running(courier) {
            let notifications = try (0..<6).map { try notification("n\($0)", remembers: "run") }
            await courier.enqueue(try await bench.events(notifications, runs: 2))
            await bench.ended(12)
        }
        let texts = performer.received.map(\.text)
        let beginnings = texts.indices.filter { texts[$0].hasPrefix("Run failed: error") }
        #expect(beginnings.count == 2)
        for beginning in beginnings {
            #expect(texts.filter { $0 == "after m\(beginning)" }.count == 5)
        }
    }

    @Test func `those that wait for another one hold up nobody else`() async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { received, index in
            index == 0 ? .hang() : .status(200, body: "m\(index)")
        }
        let courier = bench.courier(performer) { $0.destinations.firstWindow = 2 }
        try await running(courier) {
            let thread = try (0..<5).map { try notification("t\($0)", remembers: "run") }
            await courier.enqueue(try await bench.events(thread))
            await performer.received(1)
            await courier.enqueue(try await bench.events([.to("a", name: "other")], runs: 20))
            let ended = await bench.ended(20)
            #expect(ended.allSatisfy { $0.id.notification.text == "other" })
            #expect(performer.count == 21)
            performer.release()
            await bench.ended(25)
        }
        #expect(bench.ended.allSatisfy { $0.state == .sent })
    }

    @Test func `a first message that fails lets the next begin`() async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { _, index in
            index == 0 ? .status(404) : .status(200, body: "m\(index)")
        }
        let courier = bench.courier(performer)
        try await running(courier) {
            let notifications = try (0..<3).map { try notification("n\($0)", remembers: "run") }
            await courier.enqueue(try await bench.events(notifications))
            await bench.ended(3)
        }
        let texts = performer.received.map(\.text)
        #expect(texts.map { $0.hasPrefix("Run failed: error") } == [true, true, false])
        #expect(texts.last == "after m1")
        #expect(bench.ended.map(\.state) == [.failed, .sent, .sent])
    }

    @Test func `a schedule's next run goes on from the one before, also after a restart`()
        async throws
    {
        let bench = try CourierBench()
        let performer = counting()
        let events = try await bench.events([notification("n", remembers: "schedule")])
        let key = try #require(events.first?.event.key)
        var courier = bench.courier(performer)
        try await running(courier) {
            await courier.enqueue(events)
            await bench.ended(1)
        }
        courier = bench.courier(performer)
        try await running(courier) {
            let schedule = try await bench.store.schedule(key, by: CourierBench.root).schedule
            for number in 1...2 {
                let at = bench.time.wall + .seconds(60 * number)
                await courier.enqueue(try await bench.complete([schedule], at: at))
                await bench.ended(1 + number)
            }
        }
        #expect(performer.received.dropFirst().map(\.text) == ["after m0", "after m0"])
    }

    @Test func `what is gone is begun anew within the same attempt, and remembered instead`()
        async throws
    {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { received, index in
            received.text == "after m0" ? .status(410) : .status(200, body: "m\(index)")
        }
        let courier = bench.courier(performer)
        try await running(courier) {
            let notifications = try (0..<3).map { try notification("n\($0)", remembers: "run") }
            await courier.enqueue(try await bench.events(notifications))
            await bench.ended(3)
        }
        let texts = performer.received.map(\.text)
        #expect(texts.count == 4)
        #expect(texts[1] == "after m0" && texts[3] == "after m2")
        #expect(texts[2] == texts[0])
        #expect(bench.ended.allSatisfy { $0.state == .sent && $0.attempts == 1 })
    }

    @Test func `one that is cancelled while it waits is not sent, and the others are`() async throws
    {
        let bench = try CourierBench()
        let performer = ScriptedPerformer { _, index in
            index == 0 ? .hang(then: 204) : .status(200, body: "m\(index)")
        }
        let courier = bench.courier(performer)
        try await running(courier) {
            let notifications = try (0..<3).map { try notification("n\($0)", remembers: "run") }
            let events = try await bench.events(notifications)
            await courier.enqueue(events)
            await performer.received(1)
            let sent = performer.received[0].id
            let waiting = try #require(
                try await bench.deliveries(.pending).first { $0.id.description != sent })
            let (cancelled, owner) = try await bench.store.cancelDelivery(
                waiting.id, reason: "no", by: CourierBench.root, now: bench.time.wall)
            await courier.cancel(cancelled, of: owner)
            performer.release()
            await bench.ended(3)
            #expect(!performer.received.map(\.id).contains(waiting.id.description))
        }
        #expect(performer.count == 2)
        #expect(try await bench.deliveries(.pending).isEmpty)
    }

    @Test func `those that wait when the courier stops are sent at the next start`() async throws {
        let bench = try CourierBench()
        let hanging = ScriptedPerformer { _, _ in .hang() }
        let first = bench.courier(hanging)
        let task = Task { try await first.run() }
        let notifications = try (0..<4).map { try notification("n\($0)", remembers: "run") }
        await first.enqueue(try await bench.events(notifications))
        await hanging.received(1)
        task.cancel()
        try await bench.time.passing { try await task.value }
        #expect(hanging.count == 1)
        let performer = counting()
        try await running(bench.courier(performer)) { await bench.ended(4) }
        #expect(performer.count == 4)
        #expect(try await bench.deliveries(.sent).count == 4)
    }

    @Test func `without knowing what is remembered nothing is sent`() async throws {
        let bench = try CourierBench()
        bench.outbox.failNextMemory()
        let performer = counting()
        let courier = bench.courier(performer)
        try await running(courier) {
            await courier.enqueue(try await bench.events([notification("n", remembers: "run")]))
            let ended = await bench.time.passing { await bench.ended(1)[0] }
            #expect(ended.attempts == 2)
            #expect(ended.reason.contains("cannot be read from the store: "), "\(ended.reason)")
        }
        #expect(performer.count == 1)
    }

    @Test func `a comment of a schedule is made, edited, and made anew when it is gone`()
        async throws
    {
        let server = try LoopbackServer { received, index in
            switch (received.method, received.path.hasSuffix("/notes/50")) {
            case ("POST", _): .status(201, #"{"id":5\#(index)}"#)
            case ("PUT", true) where index >= 2: .status(404, #"{"message":"404 Not found"}"#)
            default: .status(200, "{}")
            }
        }
        let git = Notification(
            name: try Name("git"), kind: "git", when: [.error],
            parameters: [
                "repo": "group/project", "issue": 7, "gitlab": true, "update": true,
                "server": .string(server.url("")),
            ], secretParameters: ["token": "hidden-token"])
        let bench = try CourierBench()
        let courier = bench.courier(
            ChannelPerformer(transport: try HTTPTransport(version: "0"), log: Log { _, _ in }))
        try await running(courier) {
            let events = try await bench.events([git])
            let key = try #require(events.first?.event.key)
            await courier.enqueue(events)
            await bench.ended(1)
            let schedule = try await bench.store.schedule(key, by: CourierBench.root).schedule
            for number in 1...3 {
                let at = bench.time.wall + .seconds(60 * number)
                await courier.enqueue(try await bench.complete([schedule], at: at))
                await bench.ended(1 + number)
            }
        }
        let notes = "/api/v4/projects/group%2Fproject/issues/7/notes"
        #expect(
            server.requests.map { "\($0.method) \($0.path)" } == [
                "POST \(notes)", "PUT \(notes)/50", "PUT \(notes)/50", "POST \(notes)",
                "PUT \(notes)/53",
            ])
        for request in server.requests {
            #expect(request.header("PRIVATE-TOKEN") == "hidden-token")
            #expect(request.header("Content-Type") == "application/json")
            #expect(try JSONValue(parsing: request.body).object?.names == ["body"])
        }
        #expect(bench.ended.allSatisfy { $0.state == .sent && $0.reason.isEmpty })
    }

    @Test func `the messages of a run are one thread of Slack`() async throws {
        let server = try LoopbackServer { _, index in
            .status(200, #"{"ok":true,"channel":"C1","ts":"15034359\#(index).000247"}"#)
        }
        let bot = Notification(
            name: try Name("chat"), kind: "slack", when: [.running, .error],
            parameters: ["channel": "#ops", "api": .string(server.url("/api"))],
            secretParameters: ["token": "xoxb-hidden"])
        let bench = try CourierBench()
        let courier = bench.courier(
            ChannelPerformer(transport: try HTTPTransport(version: "0"), log: Log { _, _ in }))
        try await running(courier) {
            let applied = try await bench.store.applySchedules(
                [
                    ScheduleDefinition(
                        key: ScheduleKey(name: try Name("nightly")), when: "@daily",
                        command: CommandLine(shell: "exit 2"), notifications: [bot])
                ], by: CourierBench.root, now: bench.time.wall)
            let schedule = applied[0].schedule
            var told = 0
            for number in 1...2 {
                let at = bench.time.wall + .seconds(60 * number)
                for event in try await bench.startAndFail(schedule, at: at) {
                    told += 1
                    await courier.enqueue([event])
                    // Slack takes one message a second.
                    await bench.time.passing { await bench.ended(told) }
                }
            }
        }
        let bodies = try server.requests.map { try JSONValue(parsing: $0.body) }
        #expect(
            bodies.map { $0["thread_ts"] } == [nil, "150343590.000247", nil, "150343592.000247"])
        for request in server.requests {
            #expect(request.method == "POST" && request.path == "/api/chat.postMessage")
            #expect(request.header("Authorization") == "Bearer xoxb-hidden")
        }
    }
}
