import Control
import Daemon
import Domain
import Formats
import Platform
import TestKit
import Testing

/// The kinds of channels, as clients are told of them, and what the environment of the service says.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct ChannelTests {
    @Test func `kinds are listed, and each is described with its parameters`() async throws {
        try await TestDaemon.with { settings in
            settings.environment = ChannelEnvironment {
                ["SMTP_HOST": "c4nary-host", "SMTP_PASSWD": "c4nary-word"][$0]
            }
        } _: { daemon in
            let client = try await daemon.client()
            daemon.act(as: TestDaemon.stranger)
            let channels = try await client.call("ListChannels")["channels"]?.array ?? []
            let kinds = channels.compactMap { $0["kind"]?.string }
            #expect(kinds == kinds.sorted() && kinds.contains("mail") && kinds.contains("ntfy"))
            #expect(channels.allSatisfy { $0["enabled"] == true })
            for kind in kinds {
                let reply = try await client.call("DescribeChannel", ["kind": .string(kind)])
                #expect(reply["channel"]?["kind"]?.string == kind)
            }
            let mail = try await client.call("DescribeChannel", ["kind": "smtp"])
            #expect(mail["channel"]?["kind"] == "mail")
            #expect(!"\(mail)".contains("c4nary"))
            let parameters = mail["parameters"]?.array ?? []
            func parameter(_ name: String) -> JSONValue? {
                parameters.first { $0["name"]?.string == name }
            }
            #expect(parameter("to")?["required"] == true)
            #expect(parameter("to")?["form"] == "texts")
            #expect(parameter("password")?["secret"] == true)
            #expect(parameter("password")?["environment"] == ["SMTP_PASSWD"])
            #expect(parameter("server")?["supplied_by"] == "SMTP_HOST")
            #expect(parameter("port")?["supplied_by"] == nil)
            let webhook = try await client.call("DescribeChannel", ["kind": "webhook"])
            #expect(
                webhook["parameters"]?.array?.first { $0["name"] == "verify_ssl" }?["standard"]
                    == "true")
            let slack = try await client.call("DescribeChannel", ["kind": "slack"])
            #expect(slack["alternatives"] == [["webhook"], ["token", "channel"]])
            #expect(webhook["alternatives"] == [])
            let exec = try await client.call("DescribeChannel", ["kind": "exec"])
            #expect(exec["channel"]?["administrator"] == true)
            #expect(webhook["channel"]?["administrator"] == false)
        }
    }

    @Test func `of an unknown kind the nearest is told`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let refusal = try await client.refusal("DescribeChannel", ["kind": "telegramm"])
            #expect(refusal.name == "NotFound")
            #expect(refusal.message.contains("did you mean \"telegram\"?"), "\(refusal)")
        }
    }

    @Test func `a kind that the program does not know itself is described alike`() {
        let pigeon = ChannelDeclaration(
            kind: "pigeon", summary: "Carries it.",
            parameters: [
                ParameterDeclaration(
                    "loft", .object, isRequired: true, isSecret: true, needsAdministrator: true,
                    holdsTemplates: true, standard: ["a": 1], environment: ["LOFT"],
                    meaning: "Where.")
            ])
        let environment = ChannelEnvironment { ["PN_SERVICES": "mail"][$0] }
        #expect(
            pigeon.wire(in: environment) == [
                "kind": "pigeon", "summary": "Carries it.", "enabled": false,
                "administrator": false,
            ])
        #expect(
            pigeon.parametersWire(in: environment) == [
                [
                    "name": "loft", "form": "object", "required": true, "secret": true,
                    "templates": true, "administrator": true, "standard": "{\"a\":1}",
                    "environment": ["LOFT"], "meaning": "Where.",
                ]
            ])
    }

    @Test func `what is left out goes where the environment says, and shows nowhere`()
        async throws
    {
        let server = try LoopbackServer { _, index in
            .status(index == 0 ? 500 : 200, "no route for /c4nary-path/c4nary-token")
        }
        let webhook = server.url("/c4nary-path/c4nary-token")
        try await TestDaemon.with { settings in
            settings.environment = ChannelEnvironment { ["SLACK_WEBHOOK": webhook][$0] }
        } _: { daemon in
            let client = try await daemon.client()
            let notification: JSONValue = [
                "name": "n", "kind": "slack", "when": ["error"],
                "message": "{{ notification.params }} {{ run }}",
            ]
            try await client.apply(
                schedule("job", "false", ["notifications": [notification]]))
            let run = try await client.run("job")
            let received = await server.received(2)
            #expect(
                received.map(\.path) == ["/c4nary-path/c4nary-token", "/c4nary-path/c4nary-token"])
            #expect(received.allSatisfy { !$0.text.contains("c4nary") })
            var shown = "\(try await client.call("ShowSchedule", ["schedule": "job"]))"
            shown += "\(try await client.call("ListNotifications"))"
            shown += "\(try await client.call("ShowRun", ["run": run["uid"] ?? ""]))"
            let deliveries = try await client.call("ListDeliveries")["deliveries"]?.array ?? []
            for delivery in deliveries {
                shown +=
                    "\(try await client.call("ShowDelivery", ["delivery": delivery["id"] ?? ""]))"
            }
            #expect(deliveries.count == 1 && shown.contains("answered 500"))
            shown += daemon.journal.texts().joined()
            #expect(!shown.contains("c4nary"))
        }
    }

    @Test func `kinds that are not enabled are refused, and what was meant for them suppressed`()
        async throws
    {
        let folder = ScratchDirectory()
        var settings = TestDaemon.settings(in: folder)
        let before = try await TestDaemon(settings)
        let console: JSONValue = ["name": "n", "kind": "console", "when": ["error"]]
        var client = try await before.client()
        try await client.apply(schedule("job", "false", ["notifications": [console]]))
        try await before.end()

        settings.environment = ChannelEnvironment(synonyms: ["smtp": "mail"]) {
            ["PN_SERVICES": "smtp:pigeon"][$0]
        }
        let daemon = try await TestDaemon(settings)
        #expect(
            daemon.journal.texts(from: .warning).contains {
                $0.contains("PN_SERVICES in the environment has pigeon, and there is no such kind")
            })
        client = try await daemon.client()
        let refusal = try await client.refusal(
            "SetScheduleNotifications", ["schedule": "job", "notifications": [console]])
        #expect(refusal.paths == ["notifications[0].kind"])
        #expect(refusal.message.contains("the kind console is not enabled: PN_SERVICES in the"))
        let run = try await client.run("job")
        let watch = try await daemon.client().watch()
        try await client.call("ResendNotifications", ["run": run["uid"] ?? ""])
        let told = try await watch.first { $0["event"]?["delivery"] != nil }
        let delivery = told?["event"]?["delivery"]
        #expect(delivery?["state"] == "suppressed")
        #expect(
            delivery?["reason"]?.string?.hasPrefix("the kind console is not enabled") == true)
        let suppressed = try await client.call("ListDeliveries", ["state": "suppressed"])
        #expect(suppressed["deliveries"]?.array?.contains { $0 == delivery } == true)
        let channels = try await client.call("ListChannels")["channels"]?.array ?? []
        #expect(
            channels.filter { $0["enabled"] == true }.map { $0["kind"] } == ["mail"])
        try await daemon.end()
    }
}
