import Formats
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes)))
struct SectionTests {
    @Test func `sections are for files, and the wire refuses them`() async throws {
        try await TestDaemon.with { daemon in
            let client = try await daemon.client()
            let sections: JSONValue = ["error": ["plugins": ["console"]]]
            for key in ["notification", "notifications"] {
                let job = schedule("job", "true", [key: sections])
                let refusal = try await client.refusal("ApplySchedules", ["schedules": [job]])
                #expect(refusal.name == "org.varlink.service.InvalidParameter", "\(key)")
            }
        }
    }
}
