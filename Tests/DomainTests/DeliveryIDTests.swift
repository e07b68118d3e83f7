import Domain
import Formats
import TestKit
import Testing

struct DeliveryIDTests {
    @Test func `a delivery's id is read again`() throws {
        var generator = SeededGenerator(seed: 1)
        for name in ["webhook", "tell-ops_2", "0"] {
            let event = UID(now: Timestamp(seconds: 1_741_000_000), using: &generator)
            let id = DeliveryID(event: event, notification: try Name(name))
            #expect(DeliveryID(id.description) == id)
            #expect(id.description == "\(event).\(name)")
        }
    }

    @Test(arguments: [
        "", ".", "a.b", "0193a1b2-7c4d-7e5f-8a6b-9c0d1e2f3a4b",
        "0193a1b2-7c4d-7e5f-8a6b-9c0d1e2f3a4b.",
        "0193a1b2-7c4d-7e5f-8a6b-9c0d1e2f3a4b.a.b", ".webhook",
        "0193a1b2-7c4d-7e5f-8a6b-9c0d1e2f3a4b-a",
    ])
    func `what is no id is refused`(text: String) {
        #expect(DeliveryID(text) == nil)
    }
}
