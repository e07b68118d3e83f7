import CLinux
import Glibc

/// Signals that a program hears of, instead of being ended by them (sigaction(2)).
///
/// Other than `Signals` they leave the threads alone, so a program without a main loop can use them, and
/// those that it starts find their signals as they were.
package struct CaughtSignals: Sendable {
    package struct Arrival: Hashable, Sendable {
        package let number: Int32
        /// Whether it came from the kernel, as for a key of the terminal: then the others in the foreground
        /// have it too.
        package let isFromKernel: Bool

        package init(_ number: Int32, isFromKernel: Bool = false) {
            self.number = number
            self.isFromKernel = isFromKernel
        }
    }

    /// The signals as they come, for one reader.
    package let arrivals: AsyncStream<Arrival>

    /// Catches the signals, but for those that the program was started to ignore. Once a process.
    package init(_ numbers: [Int32]) throws(SystemError) {
        let result = unsafe linux_catch_signals(numbers, numbers.count)
        guard result >= 0 else { throw SystemError("catch signals", errno: -result) }
        let (arrivals, arrived) = AsyncStream.makeStream(of: Arrival.self)
        self.arrivals = arrivals
        try Thread.start(name: "signals") {
            let pipe = Descriptor(owning: result)
            while let bytes = try? pipe.read(upTo: 64), !bytes.isEmpty {
                for byte in bytes { arrived.yield(Arrival(byte: byte)) }
            }
        }
    }
}

extension CaughtSignals.Arrival {
    fileprivate init(byte: UInt8) {
        let mark = UInt8(LINUX_SIGNAL_FROM_KERNEL)
        self.init(Int32(byte & ~mark), isFromKernel: byte & mark != 0)
    }
}
