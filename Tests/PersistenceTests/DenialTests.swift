import Domain
import Formats
import Persistence
import TestKit
import Testing

struct DenialTests {
    private func denial(
        _ pattern: String, _ kind: String? = nil, reason: String = "", by: UInt32 = 0,
        at since: Timestamp = Bench.start
    ) throws -> Denial {
        Denial(
            kind: kind, pattern: try AddressPattern(pattern), reason: reason, by: by, since: since)
    }

    @Test func `denials are kept, by kind and address`() async throws {
        let bench = try Bench()
        let all = try [
            denial("b.example"), denial("*@example.org", "mail", reason: "bounced", by: 1000),
            denial("a.example", "webhook"),
        ]
        for each in all { try await bench.store.addDenial(each, by: Bench.root) }
        #expect(try await bench.store.denials() == all)
        #expect(try await bench.store.denials(by: Bench.root) == all)
        await bench.store.close()
        let again = try Store.open(
            directory: bench.folder.path, log: bench.journal.log, options: Bench.options)
        #expect(try await again.denials() == all)
        await again.close()
    }

    @Test func `denied again, an address is denied since then, for the new reason`() async throws {
        let bench = try Bench()
        try await bench.store.addDenial(denial("a@b.example", "mail", reason: "x"), by: Bench.root)
        let later = try denial(
            "A@B.example", "mail", reason: "y", by: 7, at: Bench.start + .seconds(9))
        try await bench.store.addDenial(later, by: Bench.root)
        let kept = try await bench.store.denials()
        #expect(kept.count == 1 && kept[0].reason == "y" && kept[0].by == 7)
        #expect(kept[0].since == Bench.start)
    }

    @Test func `removing one that is not there changes nothing`() async throws {
        let bench = try Bench()
        let denial = try denial("a@b.example", "mail")
        try await bench.store.addDenial(denial, by: Bench.root)
        let store = bench.store
        #expect(
            try await !store.removeDenial(kind: nil, pattern: denial.pattern, by: Bench.root))
        #expect(
            try await store.removeDenial(kind: "mail", pattern: denial.pattern, by: Bench.root))
        #expect(
            try await !store.removeDenial(kind: "mail", pattern: denial.pattern, by: Bench.root))
        #expect(try await store.denials().isEmpty)
    }

    @Test func `they are for administrators`() async throws {
        let bench = try Bench()
        let denial = try denial("a@b.example")
        await #expect(throws: StoreError.self) {
            try await bench.store.addDenial(denial, by: Bench.alice)
        }
        await #expect(throws: StoreError.self) { try await bench.store.denials(by: Bench.alice) }
        await #expect(throws: StoreError.self) {
            try await bench.store.removeDenial(
                kind: nil, pattern: denial.pattern, by: Bench.alice)
        }
        #expect(try await bench.store.denials().isEmpty)
    }
}
