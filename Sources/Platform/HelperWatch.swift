import Glibc

/// Waits for a helper program: for its outputs, its end, the end of its time, or a wish (poll(2)).
struct HelperWatch {
    /// One of its outputs, as far as it was read.
    struct Output {
        /// A negative number is left out by poll(2).
        fileprivate var number: CInt
        /// The beginning of it.
        fileprivate(set) var kept: [UInt8] = []
        fileprivate(set) var isCut = false
    }

    private let process: CInt
    private let cancellation: CInt
    private let outputLimit: Int
    private(set) var outputs: [Output]

    init(process: CInt, outputs: [CInt], cancellation: CInt, outputLimit: Int) {
        self.process = process
        self.cancellation = cancellation
        self.outputLimit = outputLimit
        self.outputs = outputs.map { Output(number: $0) }
    }

    /// Why it has to be ended; nil when it has ended by itself.
    mutating func wait(until deadline: ContinuousClock.Instant) -> HelperProgram.Ending? {
        while true {
            guard let ready = poll([process, cancellation], until: deadline) else {
                return .timedOut
            }
            read()
            if ready.contains(cancellation) { return .cancelled }
            if ready.contains(process) {
                // What lies there; somebody in the background may keep the other end open for long.
                read()
                return nil
            }
        }
    }

    /// The same for one that was asked to end.
    mutating func waitForEnd(until deadline: ContinuousClock.Instant) {
        while let ready = poll([process], until: deadline), !ready.contains(process) {
            read()
        }
        read()
    }

    /// Which of these and of the outputs are ready; nil when the time is over.
    private func poll(_ numbers: [CInt], until deadline: ContinuousClock.Instant) -> Set<CInt>? {
        var entries = (numbers + outputs.map(\.number)).map {
            pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
        }
        while true {
            let left = deadline - ContinuousClock.now
            if left <= .zero { return nil }
            let milliseconds = CInt(clamping: left.components.seconds * 1000 + 999)
            let count = unsafe Glibc.poll(
                &entries, nfds_t(entries.count),
                left < .seconds(1)
                    ? CInt(left.components.attoseconds / 1_000_000_000_000_000 + 1) : milliseconds)
            if count > 0 { break }
        }
        return Set(entries.filter { $0.revents != 0 }.map(\.fd))
    }

    /// Takes what is there without waiting, a bounded amount at once.
    private mutating func read() {
        for index in outputs.indices { read(index) }
    }

    private mutating func read(_ index: Int) {
        var buffer = [UInt8](repeating: 0, count: 16 * 1024)
        for _ in 0..<64 where outputs[index].number >= 0 {
            let count = unsafe recv(
                outputs[index].number, &buffer, buffer.count, CInt(MSG_DONTWAIT))
            if count > 0 {
                let room = outputLimit - outputs[index].kept.count
                outputs[index].kept += buffer.prefix(count).prefix(room)
                outputs[index].isCut = outputs[index].isCut || count > room
            } else {
                if count == 0 { outputs[index].number = -1 }
                return
            }
        }
    }
}
