import Domain
import Formats
import TestKit
import Testing

struct DefaultTextTests {
    private func event(
        _ occasion: Occasion, change: Happening.Change? = nil, project: String = "default",
        status: JSONValue = [:], spec: JSONValue = [:]
    ) throws -> Event {
        var generator = SeededGenerator(seed: 1)
        let uid = UID(now: Timestamp(seconds: 0), using: &generator)
        return Event(
            id: uid, run: uid,
            key: ScheduleKey(project: try Name(project), name: try Name("nightly")),
            owner: Owner(uid: 0), happening: Happening(occasion, change: change),
            at: Timestamp(seconds: 0), snapshot: ["status": status, "spec": spec],
            notificationSets: NotificationSets(own: 1), notificationsPendingSince: nil)
    }

    @Test(
        arguments: zip(
            Occasion.allCases,
            [
                "Run is pending", "Run started", "Run completed", "Run failed", "Run aborted",
                "Run skipped", "Attempt failed", "Schedule created", "Results reported",
            ]))
    func `each occasion has its words`(occasion: Occasion, words: String) throws {
        #expect(DefaultText.of(try event(occasion)) == "\(words): nightly")
        #expect(DefaultText.of(try event(occasion), message: "look") == "\(words): look")
    }

    @Test func `the reason and the project are told where there are any`() throws {
        let status: JSONValue = ["status_text": "exit status 2"]
        #expect(
            DefaultText.of(try event(.error, status: status))
                == "Run failed: nightly (exit status 2)")
        #expect(
            DefaultText.of(try event(.error, project: "web", status: status))
                == "Run failed: web/nightly (exit status 2)")
        #expect(
            DefaultText.of(try event(.completed, status: ["status_text": ""]))
                == "Run completed: nightly")
        #expect(
            DefaultText.of(try event(.completed, status: ["status_text": 5]))
                == "Run completed: nightly")
    }

    @Test func `an attempt is told with its number`() throws {
        let status: JSONValue = ["attempt": 2, "status_text": "exit status 1"]
        let event = try event(.attemptError, status: status)
        #expect(DefaultText.of(event) == "Attempt 2 failed: nightly (exit status 1)")
        #expect(DefaultText.of(event, message: "look") == "Attempt 2 failed: look")
    }

    @Test func `a schedule is told with its times`() throws {
        let event = try event(.defined, spec: ["when": "30 2 * * *"])
        #expect(DefaultText.of(event) == "Schedule created: nightly (30 2 * * *)")
    }

    @Test func `results are told, as many and as much of them as fit into a line`() throws {
        let few: JSONValue = ["results": ["drift": .number(0.25), "note": "fine"]]
        #expect(
            DefaultText.of(try event(.reported, status: few))
                == "Results reported: nightly (drift=0.25, note=fine)")
        let many = JSONObject(
            (1...9).map { ("r\($0)", .string(String(repeating: "x", count: 99))) })
        let text = DefaultText.of(try event(.reported, status: ["results": .object(many)]))
        #expect(text.hasSuffix("r5=\(String(repeating: "x", count: 40)), …)"))
    }

    @Test(arguments: [
        (Occasion.error, Happening.Change.broken, [Interest.broken], "Run fails now"),
        (.error, .broken, [.broken, .fixed], "Run fails now"),
        (.error, .broken, [.broken, .error], "Run failed"),
        (.error, .broken, [.completed, .error], "Run failed"),
        (.completed, .fixed, [.broken, .fixed], "Run works again"),
        (.completed, .fixed, [.fixed, .error], "Run works again"),
        (.completed, .fixed, [.fixed, .completed], "Run completed"),
    ])
    func `a change is told as one to those who asked for it alone`(
        occasion: Occasion, change: Happening.Change, when: [Interest], words: String
    ) throws {
        let event = try event(occasion, change: change)
        #expect(DefaultText.of(event, when: when) == "\(words): nightly")
        #expect(DefaultText.of(event, when: when, message: "look") == "\(words): look")
    }
}
