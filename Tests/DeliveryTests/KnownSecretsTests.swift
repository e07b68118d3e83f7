import Delivery
import Domain
import Formats
import TestKit
import Testing

struct KnownSecretsTests {
    private func notification(_ secret: String) -> Notification {
        var notification = Notification.to("a")
        notification.target = .channel(
            ChannelConfiguration(
                kind: "recording", parameters: ["to": "a"],
                secretParameters: ["token": .string(secret)]))
        return notification
    }

    @Test func `what is sent makes its secrets known, and they are shown nowhere else`()
        async throws
    {
        let bench = try CourierBench()
        let secrets = KnownSecrets()
        let courier = bench.courier(ScriptedPerformer(), secrets: secrets)
        #expect(secrets.redacted("token-of-1234") == "token-of-1234")
        try await running(courier) {
            await courier.enqueue(try await bench.events([notification("token-of-1234")]))
            await bench.ended(1)
        }
        #expect(secrets.redacted("it is token-of-1234.") == "it is [secret].")
        #expect(secrets.redacted(["message": "token-of-1234"]) == ["message": "[secret]"])
    }
}
