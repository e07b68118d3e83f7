import Glibc
import Platform
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes)))
struct FileChangesTests {
    let scratch: ScratchDirectory
    let loop: EventLoop
    let executor = SteppedExecutor()
    var path: String { "\(scratch.path)/file" }

    init() throws {
        scratch = ScratchDirectory()
        loop = try EventLoop()
    }

    private func append() throws {
        let file = try Descriptor.open(path, O_WRONLY | O_CREAT | O_APPEND)
        #expect(try file.write([10], isSocket: false) == 1)
    }

    @Test func `each writing is told, and none twice`() async throws {
        try append()
        let changes = try FileChanges(of: path, on: loop)
        for _ in 0..<100 {
            let task = executor.start { try await changes.next() }
            #expect(!executor.hasJobs)
            try append()
            try await executor.finish(task)
        }
    }

    @Test func `what was written before anybody asked is told at once`() async throws {
        try append()
        let changes = try FileChanges(of: path, on: loop)
        for _ in 0..<5000 { try append() }
        try await changes.next()
        let task = executor.start { try await changes.next() }
        #expect(!executor.hasJobs)
        try append()
        try await executor.finish(task)
    }

    @Test func `reading is no change, and the wait can be cancelled`() async throws {
        try append()
        let changes = try FileChanges(of: path, on: loop)
        _ = try Descriptor.open(path, O_RDONLY).read(upTo: 1)
        let task = executor.start { try await changes.next() }
        #expect(!executor.hasJobs)
        task.cancel()
        executor.run()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func `a file that is not there is an error`() {
        #expect(throws: SystemError("watch \(path)", errno: ENOENT)) {
            try FileChanges(of: path, on: loop)
        }
    }
}
