import Daemon
import Domain
import Formats
import Persistence
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes)))
struct AnnouncementTests {
    private let announcements = Announcements()

    private func run(_ number: Int64) throws -> Run {
        var generator = SystemRandomNumberGenerator()
        let now = Timestamp(microseconds: 1_750_000_000_000_000)
        return Run(
            uid: UID(now: now, using: &generator), scheduleID: number,
            key: ScheduleKey(name: try Name("job")), owner: Owner(uid: 0), trigger: .manual,
            occurrence: nil, state: .pending, createdAt: now, definitionID: 1,
            notificationSets: NotificationSets(own: 1))
    }

    private func number(_ announcement: Announcement?) -> Int64? {
        if case .run(let run)? = announcement { run.scheduleID } else { nil }
    }

    @Test func `a listener is told what it wants, from when it began to listen`() async throws {
        announcements.announce(.run(try run(1)))
        let even = announcements.listen { self.number($0).map { $0 % 2 == 0 } ?? false }
        for number in 2...5 as ClosedRange<Int64> { announcements.announce(.run(try run(number))) }
        var iterator = even.makeAsyncIterator()
        #expect(number(await iterator.next()) == 2)
        #expect(number(await iterator.next()) == 4)
    }

    @Test func `who does not read is kept the newest, and no more than the bound`() async throws {
        let stream = announcements.listen { _ in true }
        let count = Int64(DaemonLimits.announcements) + 10
        for number in 1...count { announcements.announce(.run(try run(number))) }
        var iterator = stream.makeAsyncIterator()
        #expect(number(await iterator.next()) == 11)
    }

    @Test func `who listens no more is forgotten`() async throws {
        do { _ = announcements.listen { _ in true } }
        #expect(announcements.listenerCount == 0)
        let stream = announcements.listen { _ in true }
        #expect(announcements.listenerCount == 1)
        let listening = Task { for await _ in stream {} }
        listening.cancel()
        await listening.value
        #expect(announcements.listenerCount == 0)
    }

    @Test func `at the end all listening ends, and none begins`() async throws {
        let before = announcements.listen { _ in true }
        announcements.announce(.run(try run(1)))
        announcements.end()
        announcements.announce(.run(try run(2)))
        let after = announcements.listen { _ in true }
        var numbers: [Int64?] = []
        for await announcement in before { numbers.append(number(announcement)) }
        #expect(numbers == [1])
        for await _ in after { Issue.record("nothing is announced any more") }
        #expect(announcements.listenerCount == 0)
    }
}
