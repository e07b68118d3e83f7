import Control
import Formats
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes))) struct DeliveryTests {
    private static let id = Sample.delivery["id"]?.string ?? ""

    @Test func `a delivery is shown with each attempt and what was answered`() async throws {
        let server = try FakeServer()
        let text = try await server.notifyctl("show-delivery", Self.id).output
        for expected in [
            "Delivery:      \(Self.id)\n", "Schedule:      backup/nightly\n",
            "State:         failed\n", "Attempts:      3\n", "Ended:         2025-03-09 08:10:01 (",
            "\nWhy:           status 500\n", "\nATTEMPT  STARTED",
            "  30s   retry     -       example.org:443 did not answer in time\n",
            "  35ms  retry     503     try \\u{1B}[31mlater\n", "\n…        6 more\n",
            "  <1ms  rejected  404     example.org:443 answered 404\n",
        ] { #expect(text.contains(expected), "\(expected) in \(text)") }
        #expect(!text.contains("Next attempt"))
    }

    @Test func `a pending delivery is shown with the time of its next attempt`() async throws {
        var delivery = Sample.delivery.object ?? [:]
        delivery["state"] = "pending"
        delivery["ended_at"] = nil
        delivery["next_attempt_at"] = "2125-03-09T07:00:00Z"
        delivery["run"] = nil
        let pending = JSONValue.object(delivery)
        let server = try FakeServer([
            "ShowDelivery": { _ in [["delivery": pending, "attempts": []]] }
        ])
        let text = try await server.notifyctl("show-delivery", Self.id).output
        #expect(text.contains("Next attempt:  2125-03-09 08:00:00 (in "), "\(text)")
        #expect(!text.contains("ATTEMPT "))
    }

    @Test func `deliveries are listed by the ids that the other verbs take`() async throws {
        let server = try FakeServer()
        let lines = try await server.notifyctl("list-deliveries").output.split(separator: "\n")
        #expect(
            lines.first?.split(separator: " ")
                == ["DELIVERY", "STATE", "TRIES", "TIME", "SCHEDULE", "WHY"])
        #expect(lines.last?.hasPrefix("\(Self.id)  failed  3") == true)
        #expect(lines.last?.hasSuffix("ago)  backup/nightly  status 500") == true)
    }

    @Test(arguments: ["show-delivery", "retry-delivery", "cancel-delivery"])
    func `a delivery is named by its id, or by its run and notification`(
        verb: String
    ) async throws {
        let server = try FakeServer()
        for words in [[Self.id], [Sample.uid, "hook"], ["backup/nightly", "hook"]] {
            let result = try await Notifyctl.run(
                [verb] + words, environment: ["NOTIFYD_SOCKET=\(server.path)"])
            #expect(result.status == 0, "\(result.errors)")
            let asked = server.service.asked.last
            #expect(asked?.parameters == ["delivery": .string(Self.id)])
        }
        let other = try await server.notifyctl(verb, Sample.uid, "chat")
        #expect(other.status == 4)
        #expect(
            other.errors
                == "notifyctl: the run \(Sample.uid) has no delivery for a notification chat\n")
        let none = try await server.notifyctl(verb, "nightly")
        #expect(none.status == 2)
        #expect(none.errors.contains("give the id that list-deliveries shows"))
    }

    @Test func `of several deliveries of a notification none is chosen`() async throws {
        let server = try FakeServer([
            "ListDeliveries": { _ in [["deliveries": [Sample.delivery, Sample.delivery]]] }
        ])
        let result = try await server.notifyctl("cancel-delivery", Sample.uid, "hook")
        #expect(result.status == 1)
        #expect(result.errors.contains("\(Self.id)  failed\n"))
        #expect(result.errors.contains("has 2 deliveries for the notification hook"))
        #expect(!server.service.asked.contains { $0.method == "CancelDelivery" })
    }

    @Test func `one notification of a run is named when it is sent once more`() async throws {
        let server = try FakeServer()
        let result = try await server.notifyctl("resend-notifications", Sample.uid, "--name=hook")
        #expect(result.output == "Sending 1 notification once more.\n")
        #expect(
            server.service.asked.map(\.parameters)
                == [["run": .string(Sample.uid), "notification": "hook"]])
    }
}
