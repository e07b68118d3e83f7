import Domain
import Formats
import TestKit
import Testing

struct UIDTests {
    @Test func `an identifier has the form of a UUID of version 7`() throws {
        var generator = SeededGenerator(seed: 1)
        for index: Int64 in 0..<1000 {
            let now = Timestamp(microseconds: 1_741_000_000_000_000 + index * 1_234_567)
            let text = UID(now: now, using: &generator).description
            let groups = text.split(separator: "-", omittingEmptySubsequences: false)
            #expect(groups.map(\.count) == [8, 4, 4, 4, 12])
            #expect(text.utf8.allSatisfy { "0123456789abcdef-".utf8.contains($0) })
            #expect(groups[2].first == "7")
            #expect("89ab".contains(try #require(groups[3].first)))
            #expect(Int64(groups[0] + groups[1], radix: 16) == now.microseconds / 1000)
        }
    }

    @Test func `identifiers of later milliseconds come later, as values and as texts`() {
        var generator = SeededGenerator(seed: 2)
        let uids = (0..<2000).map { (index: Int64) in
            UID(now: Timestamp(microseconds: index * 1000 * (1 << (index % 30))), using: &generator)
        }
        let sorted = uids.sorted()
        #expect(sorted.map(\.description) == uids.map(\.description).sorted())
        let milliseconds = sorted.map {
            Int64($0.description.filter { $0 != "-" }.prefix(12), radix: 16)
        }
        #expect(milliseconds == milliseconds.sorted { ($0 ?? 0) < ($1 ?? 0) })
        #expect(Set(uids).count == uids.count)
    }

    @Test(arguments: [
        Timestamp(microseconds: .min), Timestamp(microseconds: -1), Timestamp(microseconds: .max),
    ])
    func `no instant is too far to make one`(now: Timestamp) {
        var generator = SeededGenerator(seed: 3)
        #expect(UID(now: now, using: &generator).description.utf8.count == 36)
    }

    @Test func `an identifier is read again, in either case`() {
        var generator = SeededGenerator(seed: 4)
        for index: Int64 in 0..<500 {
            let uid = UID(now: Timestamp(seconds: index * 86_400), using: &generator)
            #expect(UID(uid.description) == uid)
            #expect(UID(uid.description.uppercased()) == uid)
        }
    }

    @Test(arguments: [
        "", "0193a1b2", "0193a1b27c4d7e5f8a6b9c0d1e2f3a4b", "0193a1b2-7c4d-7e5f-8a6b-9c0d1e2f3a4",
        "0193a1b2-7c4d-7e5f-8a6b-9c0d1e2f3a4bb", "0193a1b2-7c4d-7e5f-8a6b_9c0d1e2f3a4b",
        "0193a1b2-7c4d-7e5f-8a6b-9c0d1e2f3a4g", "0193a1b27-c4d-7e5f-8a6b-9c0d1e2f3a4b",
        " 193a1b2-7c4d-7e5f-8a6b-9c0d1e2f3a4b", "{193a1b2-7c4d-7e5f-8a6b-9c0d1e2f3a4}",
        "٠193a1b2-7c4d-7e5f-8a6b-9c0d1e2f3a4",
    ])
    func `what is no identifier is refused`(text: String) {
        #expect(UID(text) == nil)
    }
}
