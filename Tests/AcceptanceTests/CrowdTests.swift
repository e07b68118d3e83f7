import Formats
import Platform
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes)))
struct CrowdTests {
    /// Which of the schedules have been heard of.
    private final class Attendance: Sendable {
        let everybody = Latch<Bool>()
        private let names = Locked<Set<String>>([])
        private let size: Int

        init(of size: Int) { self.size = size }

        func note(_ name: String) {
            let count = names.withLock { names in
                names.insert(name)
                return names.count
            }
            if count == size { everybody.set(true) }
        }
    }

    @Test func `a thousand schedules due in the same second all start, and none twice`()
        async throws
    {
        let size = 1000
        let attendance = Attendance(of: size)
        let receiver = try LoopbackServer(recording: false) { request, _ in
            attendance.note(request.header("x-schedule") ?? "")
            return .status(204)
        }
        let service = try await Service.started()
        let documents = (1...size).map { number in
            """
            name: crowd-\(number)
            when: every 20s
            command: echo "$NOTIFYD_RUN" >> SCRATCH/journal
            notifications:
              - name: hook
                kind: webhook
                params: {url: "\(receiver.url())", headers: {X-Schedule: crowd-\(number)}}
            """
        }
        try await service.apply(documents.joined(separator: "\n---\n"))
        _ = try await attendance.everybody.value()
        let runs = try await service.rows("ListRuns", "runs")
        let first = runs.compactMap { $0["occurrence"]?.string }.min() ?? ""
        let firstRuns = runs.filter { $0["occurrence"]?.string == first }
        #expect(firstRuns.count == size)
        #expect(Set(firstRuns.compactMap { $0["schedule"]?.string }).count == size)
        #expect(firstRuns.allSatisfy { $0["state"] == "completed" && $0["trigger"] == "schedule" })
        let starts = service.scratch.lines("journal")
        #expect(Set(starts).count == starts.count)
        let uids = firstRuns.compactMap { $0["uid"]?.string }
        #expect(Set(uids).subtracting(starts) == [])
    }
}
