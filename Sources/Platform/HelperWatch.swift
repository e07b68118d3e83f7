import Glibc

/// Waits for a helper program: for its output, its end, the end of its time, or a wish (poll(2)).
struct HelperWatch {
    private let process: CInt
    private var output: CInt
    private let cancellation: CInt
    private let outputLimit: Int
    private(set) var kept: [UInt8] = []

    init(process: CInt, output: CInt, cancellation: CInt, outputLimit: Int) {
        self.process = process
        self.output = output
        self.cancellation = cancellation
        self.outputLimit = outputLimit
    }

    /// Why it has to be ended; nil when it has ended by itself.
    mutating func wait(until deadline: ContinuousClock.Instant) -> HelperProgram.Ending? {
        while true {
            guard let ready = poll([process, output, cancellation], until: deadline) else {
                return .timedOut
            }
            if ready.contains(output) { read() }
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
        while let ready = poll([process, output], until: deadline), !ready.contains(process) {
            read()
        }
        read()
    }

    /// Those that are ready; nil when the time is over.
    private func poll(_ numbers: [CInt], until deadline: ContinuousClock.Instant) -> Set<CInt>? {
        var entries = numbers.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
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
        var buffer = [UInt8](repeating: 0, count: 16 * 1024)
        for _ in 0..<64 where output >= 0 {
            let count = unsafe recv(output, &buffer, buffer.count, CInt(MSG_DONTWAIT))
            if count > 0 {
                kept += buffer.prefix(count).prefix(outputLimit - kept.count)
            } else {
                // A negative number is left out by poll(2).
                if count == 0 { output = -1 }
                return
            }
        }
    }
}
