import Domain
import Formats
import TestKit
import Testing

struct DigestTests {
    @Test func `a digest says what each says, in their order`() throws {
        let all = try [
            Message.sample(text: "one", notification: "a"),
            Message.sample(text: "two", severity: .warning, notification: "b"),
            Message.sample(text: "three", severity: .info, notification: "c"),
        ]
        let digest = try #require(Message.digest(of: all))
        #expect(digest.count == 3 && digest.runs.count == 3)
        #expect(digest.severity == .error)
        #expect(digest.subject.hasPrefix("3 notifications: "))
        var rest = digest.text[...]
        for part in ["3 notifications", "1. [error]", "one", "2. [warning]", "two", "three"] {
            let found = try #require(rest.firstRange(of: part), "\(part) in \(digest.text)")
            rest = rest[found.upperBound...]
        }
        #expect(digest.variables["runs"]?.array?.count == 3)
    }

    @Test func `a digest of one is that one`() throws {
        let message = try Message.sample(text: "one")
        let digest = try #require(Message.digest(of: [message]))
        #expect(digest.text == message.text && digest.idText == "\(message.id)")
        #expect(Message.digest(of: []) == nil)
    }

    @Test func `the id is the same for the same messages, and another one for others`() throws {
        let all = try ["a", "b", "c"].map { try Message.sample(notification: $0) }
        let ids = try [[0, 1, 2], [2, 0, 1], [0, 1], [1, 2], [0]].map { order in
            try #require(Message.digest(of: order.map { all[$0] })).idText
        }
        #expect(ids[0] == ids[1])
        #expect(Set(ids).count == 4)
        #expect(ids.allSatisfy { $0.hasPrefix("\(all[0].id.event).") })
    }

    @Test func `what is replaced in texts is so in those of each run`() throws {
        let all = try ["a", "b"].map {
            try Message.sample(text: "hidden", error: "hidden", notification: $0)
        }
        let digest = try #require(Message.digest(of: all))
        let replaced = digest.replacingTexts { $0.replacing("hidden", with: "********") }
        #expect(!"\(replaced.text) \(replaced.runs)".contains("hidden"))
    }
}
