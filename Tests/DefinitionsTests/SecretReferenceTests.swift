import Channels
import Definitions
import Domain
import Formats
import Testing

/// References in place of secrets: who may write them, where they count, and what is shown of them.
struct SecretReferenceTests {
    private func reader(administrator: Bool = true) -> NotificationReader {
        NotificationReader(
            channels: ChannelTable.declarations,
            checkParameters: ChannelTable.faults(kind:parameters:), allowsReferences: administrator)
    }

    private func faults(_ notification: JSONValue, administrator: Bool = true) -> [String] {
        do throws(InvalidDefinition) {
            _ = try reader(administrator: administrator).notifications(onWire: [notification])
            return []
        } catch {
            return error.faults.map { "\($0.path): \($0.message)" }
        }
    }

    @Test func `a reference stands for what the channel cannot judge yet`() throws {
        let notifications = try reader().notifications(onWire: [
            [
                "kind": "webhook",
                "params": [
                    "url": "env:HOOK_URL", "secret": "credential:hook",
                    "headers": ["Authorization": "file:/etc/hook/authorization"],
                ],
            ]
        ])
        #expect(
            notifications[0].configuration?.secretParameters == [
                "url": "env:HOOK_URL", "secret": "credential:hook",
                "headers": ["Authorization": "file:/etc/hook/authorization"],
            ])
        #expect(
            faults(["kind": "slack", "params": ["webhook": "env:HOOK"]]) == [])
        // What is no reference is judged as ever.
        #expect(
            faults([
                "kind": "webhook", "params": ["url": "env:HOOK", "method": "BREW"],
            ]) == ["notifications[0].params.method: must be one of GET, POST, PUT, PATCH, DELETE"])
    }

    @Test func `only administrators may write one, wherever it stands`() {
        let said =
            "refers to what notifyd alone can read, which only administrators may: write the secret "
            + "itself, with a backslash before it if it truly begins so"
        #expect(
            faults(
                [
                    "kind": "webhook",
                    "params": ["url": "env:HOOK", "headers": ["A": "file:/etc/shadow"]],
                    "secret_params": ["secret": "credential:x", "override_body": ["env:B"]],
                ], administrator: false) == [
                    "notifications[0].params.url: \(said)",
                    "notifications[0].params.headers.A: \(said)",
                    "notifications[0].secret_params.secret: \(said)",
                    "notifications[0].secret_params.override_body[0]: \(said)",
                ])
        #expect(
            faults(
                [
                    "kind": "webhook",
                    "params": [
                        "url": "https://example.org/", "secret": #"\env:HOOK"#,
                        "override_body": "env:OPEN",
                    ],
                ], administrator: false) == [])
    }

    @Test func `one that cannot be followed is a fault`() {
        #expect(
            faults(["kind": "webhook", "params": ["url": "file:hook.url"]]) == [
                "notifications[0].params.url: must name a file by its absolute path, as file:/path"
            ])
    }

    @Test func `references are shown where secrets are masked`() throws {
        let notification = Notification(
            name: try Name("hook"), kind: "webhook",
            secretParameters: [
                "url": "env:HOOK", "secret": "hidden", "headers": ["A": "file:/a", "B": "hidden"],
            ])
        let writer = ScheduleWriter(channels: ChannelTable.declarations, masksSecrets: true)
        #expect(
            writer.value(notification)["params"] == [
                "url": "env:HOOK", "secret": "********",
                "headers": ["A": "file:/a", "B": "********"],
            ])
    }
}
