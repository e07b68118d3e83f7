import Domain
import Formats
import Persistence
import TestKit
import Testing

/// Schedules that are what files say.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct FileScheduleTests {
    private let bench: Bench
    private var store: Store { bench.store }

    init() throws { bench = try Bench() }

    private func apply(_ names: Name...) async throws -> (
        changes: [ScheduleChange], deleted: [String]
    ) {
        let result = try await store.applyFileSchedules(
            names.map { .sample($0) }, by: Bench.root, now: Bench.start)
        return (result.applied.map(\.change), result.deleted.map { $0.key.name.text })
    }

    private func names() async throws -> [String] {
        try await store.schedules().map(\.key.name.text)
    }

    @Test func `what is in no file any more is deleted, and nothing else`() async throws {
        try await bench.apply(.sample("by-hand"))
        var result = try await apply("a", "b")
        #expect(result.changes == [.created, .created] && result.deleted == [])
        #expect(try await names() == ["a", "b", "by-hand"])
        result = try await apply("b", "c")
        #expect(result.changes == [.unchanged, .created] && result.deleted == ["a"])
        #expect(try await names() == ["b", "by-hand", "c"])
        result = try await apply()
        #expect(result.deleted == ["b", "c"])
        #expect(try await names() == ["by-hand"])
    }

    @Test func `one that was deleted meanwhile is made anew, and then forgotten with its file`()
        async throws
    {
        _ = try await apply("a")
        _ = try await store.deleteSchedule(
            ScheduleKey(project: .defaultProject, name: "a"), by: Bench.root, now: Bench.start)
        #expect(try await apply("a").changes == [.created])
        #expect(try await apply().deleted == ["a"])
        #expect(try await names() == [])
    }

    @Test func `nobody's schedule is taken over, and then nothing changes`() async throws {
        try await bench.apply(.sample("mine"))
        _ = try await apply("a")
        let error = await #expect(throws: StoreError.self) { try await apply("b", "mine") }
        #expect("\(try #require(error))".contains("belongs to user 1000"))
        #expect(try await names() == ["a", "mine"])
        #expect(try await apply("a").deleted == [])
    }
}
