import Channels
import Definitions
import Domain
import Formats
import Testing

/// Notifications that leave to the environment what it has.
struct EnvironmentTests {
    private func reader(
        _ environment: ChannelEnvironment, administrator: Bool = true
    ) -> NotificationReader {
        NotificationReader(
            channels: ChannelTable.declarations,
            checkParameters: ChannelTable.faults(kind:parameters:),
            allowsReferences: administrator, environment: environment)
    }

    private func faults(
        _ notification: JSONValue, _ environment: ChannelEnvironment, administrator: Bool = true
    ) -> [String] {
        do throws(InvalidDefinition) {
            _ = try reader(environment, administrator: administrator).notifications(
                onWire: [notification])
            return []
        } catch {
            return error.faults.map { "\($0.path): \($0.message)" }
        }
    }

    private static let slack: JSONValue = ["kind": "slack"]
    private static let mailServer = ChannelEnvironment {
        ["SMTP_HOST": "mail.example.org", "SMTP_PASSWD": "c4nary-word", "SMTP_EMAIL": "n@x.org"][$0]
    }

    @Test func `what is needed may come from the environment, and is not stored`() throws {
        let environment = ChannelEnvironment {
            ["SLACK_WEBHOOK": "https://hooks.slack.com/services/c4nary"][$0]
        }
        let read = try reader(environment).notifications(onWire: [Self.slack])
        #expect(read.map(\.configuration) == [ChannelConfiguration(kind: "slack")])
        #expect(
            faults(Self.slack, .empty) == [
                "notifications[0].params.webhook: \"webhook\" is missing, which the channel slack "
                    + "needs, or \"token\" and \"channel\""
            ])
        #expect(faults(Self.slack, .elsewhere) == [])
    }

    @Test func `what is wrong in the environment is told as such, without its text`() {
        let environment = ChannelEnvironment {
            ["SLACK_WEBHOOK": "http://c4nary.example/c4nary"][$0]
        }
        #expect(
            faults(Self.slack, environment) == [
                "notifications[0].params.webhook: must start with https://; it comes from "
                    + "SLACK_WEBHOOK in the environment"
            ])
    }

    @Test func `an own server has no password of the environment's`() {
        let mail: (JSONObject) -> JSONValue = { params in
            var params = params
            params["to"] = "ops@example.org"
            return ["kind": "mail", "params": .object(params)]
        }
        #expect(faults(mail([:]), Self.mailServer) == [])
        #expect(faults(mail(["server": "thief.example"]), Self.mailServer) == [])
        let beside = faults(mail(["username": "me"]), Self.mailServer)
        #expect(beside.count == 1 && beside.first?.contains("there is none") == true, "\(beside)")
    }

    @Test func `without a server of the environment nothing is said of one`() {
        let environment = ChannelEnvironment {
            ["SMTP_PASSWD": "word", "SMTP_EMAIL": "n@x.org", "SMTP_PORT": "587"][$0]
        }
        let mail: JSONValue = ["kind": "mail", "params": ["to": "ops@example.org"]]
        #expect(faults(mail, environment) == [])
    }

    @Test func `a plugin of a list may have what it needs from the environment`() throws {
        let reader = ScheduleReader(
            channels: ChannelTable.declarations,
            checkParameters: ChannelTable.faults(kind:parameters:),
            environment: ChannelEnvironment {
                ["SLACK_WEBHOOK": "https://hooks.slack.com/services/T/B/x"][$0]
            }, checkTimezone: { _ in nil })
        let text = Sample.good + "notification: {task-failed: {plugins: [slack]}}\n"
        let schedules = try reader.schedules(inDocuments: YAMLDocument.nodes(in: text))
        #expect(schedules[0].notifications.map(\.kind) == ["slack"])
    }

    @Test func `a kind that is not enabled is refused with the reason`() {
        let environment = ChannelEnvironment(synonyms: PluginNames.kinds) {
            ["PN_SERVICES": "smtp:irc"][$0]
        }
        #expect(
            faults(["kind": "console"], environment) == [
                "notifications[0].kind: the kind console is not enabled: PN_SERVICES in the "
                    + "environment has mail, irc"
            ])
        #expect(faults(["kind": "mail", "params": ["to": "a@example.org"]], environment) == [])
    }

    @Test func `files that the service alone can read are for administrators`() {
        let hook: JSONValue = [
            "kind": "webhook",
            "params": ["url": "https://a.example/", "client_certificate": "/etc/client.pem"],
        ]
        #expect(faults(hook, .empty) == [])
        #expect(
            faults(hook, .empty, administrator: false) == [
                "notifications[0].params.client_certificate: leads to what notifyd alone can read, "
                    + "which only administrators may use"
            ])
    }
}
