import Formats
import TestKit
import Testing

/// Notifications as pulse-notifier has them, from a file to their receivers.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct SectionTests {
    @Test func `sections of a file are delivered by the kinds that there are`() async throws {
        let receiver = try LoopbackServer()
        let service = try await Service.started()
        try await service.apply(
            """
            name: task
            when: "@yearly"
            command: exit 4
            notification:
              task-defined:
                message: This task has been defined
                plugins:
                  webhook: {params: {url: "\(receiver.url("/defined"))"}}
              task-failed:
                message: The task failed! Uh-oh...
                nicks: [sheehan, rail]
                emails: [csheehan@example.org]
                plugins:
                  webhook: {params: {url: "\(receiver.url("/failed"))"}}
                  console:
              task-exception:
                plugins:
                  webhook: {params: {url: "\(receiver.url("/exception"))"}}
              task-completed:
                plugins: [console]
            """)
        let defined = try await cancellable { await receiver.received(1) }
        #expect(defined.first?.path == "/defined")
        #expect(defined.first?.text.contains("This task has been defined") == true)
        #expect(try await service.run("task")["exit_code"] == 4)
        let told = try await cancellable { await receiver.received(2) }
        #expect(told.last?.path == "/failed")
        #expect(told.last?.text.contains("The task failed! Uh-oh...") == true)
        let names = try await service.rows("ListDeliveries", "deliveries").compactMap {
            $0["notification"]?.string
        }
        #expect(
            Set(names) == ["task-defined-webhook", "task-failed-webhook", "task-failed-console"])
        try await service.says("The task failed! Uh-oh...")
    }
}
