import Formats
import Glibc
import Platform
import Synchronization
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes)))
struct EventLoopTests {
    let loop: EventLoop
    let executor = SteppedExecutor()

    init() throws { loop = try EventLoop() }

    enum Kind: CaseIterable {
        case pipe, sockets

        func make() throws -> Pair { self == .pipe ? try .pipe() : try .sockets() }
    }

    @Test(arguments: Kind.allCases)
    func `what is written wakes the reader`(kind: Kind) async throws {
        let pair = try kind.make()
        let (number, loop) = (pair.reading.number, loop)
        let task = executor.start { try await loop.wait(for: .readable, of: number) }
        try pair.write()
        try await executor.finish(task)
        #expect(try pair.reading.read(upTo: 10) == Array("x".utf8))
    }

    @Test(arguments: Kind.allCases)
    func `room wakes the writer`(kind: Kind) async throws {
        let pair = try kind.make()
        try pair.fill()
        let (number, loop) = (pair.writing.number, loop)
        let task = executor.start { try await loop.wait(for: .writable, of: number) }
        try pair.drain()
        try await executor.finish(task)
    }

    @Test func `what is ready already does not wait for more`() async throws {
        let pair = try Pair.sockets()
        try pair.write()
        for _ in 0..<100 {
            try await loop.wait(for: .readable, of: pair.reading.number)
            try await loop.wait(for: .writable, of: pair.writing.number)
        }
    }

    @Test func `both directions of one socket are awaited at once`() async throws {
        let pair = try Pair.sockets()
        try pair.fill()
        let (number, loop) = (pair.writing.number, loop)
        let other = SteppedExecutor()
        let writer = executor.start { try await loop.wait(for: .writable, of: number) }
        for _ in 0..<3 {
            let reader = other.start { try await loop.wait(for: .readable, of: number) }
            _ = try pair.reading.write([1], isSocket: true)
            try await other.finish(reader)
            _ = try pair.writing.read(upTo: 10)
        }
        #expect(!executor.hasJobs)
        try pair.drain()
        try await executor.finish(writer)
    }

    @Test func `a task that is cancelled already does not wait`() async throws {
        let pair = try Pair.pipe()
        let (number, loop) = (pair.reading.number, loop)
        let task = Task(executorPreference: executor) {
            try await loop.wait(for: .readable, of: number)
        }
        task.cancel()
        executor.run()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func `a wait is cancelled, and the descriptor can be awaited again`() async throws {
        let pair = try Pair.sockets()
        let (number, loop) = (pair.reading.number, loop)
        for _ in 0..<100 {
            let task = executor.start { try await loop.wait(for: .readable, of: number) }
            task.cancel()
            executor.run()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
        let task = executor.start { try await loop.wait(for: .readable, of: number) }
        try pair.write()
        try await executor.finish(task)
    }

    @Test func `cancelling one direction leaves the other`() async throws {
        let pair = try Pair.sockets()
        try pair.fill()
        let (number, loop) = (pair.writing.number, loop)
        let reader = executor.start { try await loop.wait(for: .readable, of: number) }
        let writer = executor.start { try await loop.wait(for: .writable, of: number) }
        reader.cancel()
        executor.run()
        await #expect(throws: CancellationError.self) { try await reader.value }
        try pair.drain()
        try await executor.finish(writer)
    }

    @Test func `forgetting a descriptor cancels who waits for it`() async throws {
        let pair = try Pair.sockets()
        try pair.fill()
        let (number, loop) = (pair.writing.number, loop)
        let reader = executor.start { try await loop.wait(for: .readable, of: number) }
        let writer = executor.start { try await loop.wait(for: .writable, of: number) }
        loop.forget(number)
        executor.run()
        await #expect(throws: CancellationError.self) { try await reader.value }
        await #expect(throws: CancellationError.self) { try await writer.value }
        // And what was never awaited may be forgotten too.
        loop.forget(pair.reading.number)
        loop.forget(pair.reading.number)
    }

    @Test func `a late cancellation does not reach the next who waits for that number`()
        async throws
    {
        let pair = try Pair.sockets()
        let (number, loop) = (pair.reading.number, loop)
        let first = executor.start { try await loop.wait(for: .readable, of: number) }
        // Woken, but it has not run yet when the number is awaited anew.
        loop.forget(number)
        let other = SteppedExecutor()
        let second = other.start { try await loop.wait(for: .readable, of: number) }
        first.cancel()
        try pair.write()
        try await other.finish(second)
        executor.run()
        await #expect(throws: CancellationError.self) { try await first.value }
    }

    @Test(arguments: [true, false])
    func `a number that is given out again is another descriptor`(isForgotten: Bool) async throws {
        for round in 0..<500 {
            let pair = round % 2 == 0 ? try Pair.pipe() : try Pair.sockets()
            let (number, loop) = (pair.reading.number, loop)
            let task = executor.start { try await loop.wait(for: .readable, of: number) }
            try pair.write()
            try await executor.finish(task)
            if isForgotten { loop.forget(number) }
        }
    }

    @Test func `hang-up wakes both sides`() async throws {
        let pair = try Pair.sockets()
        try pair.fill()
        let (number, loop) = (pair.writing.number, loop)
        let other = SteppedExecutor()
        let reader = executor.start { try await loop.wait(for: .readable, of: number) }
        let writer = other.start { try await loop.wait(for: .writable, of: number) }
        shutdown(pair.reading.number, CInt(SHUT_RDWR))
        try await executor.finish(reader)
        try await other.finish(writer)
        #expect(try pair.writing.read(upTo: 1) == [])
        #expect(throws: SystemError("write", errno: EPIPE)) {
            try pair.writing.write([1], isSocket: true)
        }
    }

    @Test func `a pipe whose reader is gone wakes its writer`() async throws {
        let pair = try Pair.pipe()
        try pair.fill()
        let writing = try pair.writing.duplicate()
        let (number, loop) = (writing.number, loop)
        let writer = executor.start { try await loop.wait(for: .writable, of: number) }
        discard(pair)
        try await executor.finish(writer)
    }

    @Test func `what cannot be watched is an error for all who wait`() async throws {
        let loop = loop
        let file = try Descriptor.open("/etc/passwd", O_RDONLY)
        let refused = SystemError("watch a descriptor", errno: EPERM)
        await #expect(throws: refused) {
            try await loop.wait(for: .readable, of: file.number)
        }
        await #expect(throws: SystemError("watch a descriptor", errno: EBADF)) {
            try await loop.wait(for: .readable, of: 1 << 20)
        }
        // Somebody waits for a pipe that is closed behind their back, its number another file's now.
        let pair = try Pair.pipe()
        let number = pair.reading.number
        let reader = executor.start { try await loop.wait(for: .readable, of: number) }
        dup2(file.number, number)
        await #expect(throws: refused) { try await loop.wait(for: .writable, of: number) }
        executor.run()
        await #expect(throws: refused) { try await reader.value }
    }

    @Test func `thousands of waits each wake once`() async throws {
        let (count, rounds) = (100, 50)
        var pairs: [(reading: CInt, writing: CInt)] = []
        for _ in 0..<count {
            let pair = try Pair.sockets()
            pairs.append((pair.reading.release(), pair.writing.release()))
        }
        defer {
            for pair in pairs {
                loop.forget(pair.reading)
                close(pair.reading)
                close(pair.writing)
            }
        }
        let loop = loop
        let wakes = try await withThrowingTaskGroup(of: Int.self) { group in
            for pair in pairs {
                group.addTask {
                    var wakes = 0
                    var byte: UInt8 = 0
                    while wakes < rounds {
                        try await loop.wait(for: .readable, of: pair.reading)
                        while unsafe recv(pair.reading, &byte, 1, 0) == 1 { wakes += 1 }
                    }
                    return wakes
                }
                group.addTask {
                    var byte: UInt8 = 1
                    for _ in 0..<rounds {
                        try await loop.wait(for: .writable, of: pair.writing)
                        guard unsafe send(pair.writing, &byte, 1, 0) == 1 else {
                            throw SystemError("send")
                        }
                    }
                    return 0
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(wakes == count * rounds)
    }

    @Test func `idle, it uses no processor though something stays unread`() async throws {
        await #expect(processExitsWith: .success) {
            let loop = try EventLoop()
            let pair = try Pair.sockets()
            try pair.write()
            try await loop.wait(for: .readable, of: pair.reading.number)
            try await loop.wait(for: .writable, of: pair.reading.number)
            let alarm = try SystemAlarm(on: loop)
            let before = try LoopThread.nanoseconds()
            alarm.set(to: SystemClock().now + .milliseconds(500))
            guard try await alarm.ring() == .due else { exit(3) }
            // Turning round and round it would have used nearly all of the half second.
            guard try LoopThread.nanoseconds() - before < 100_000_000 else { exit(4) }
        }
    }
}

private func discard(_ pair: consuming Pair) {}
