import Glibc

/// An open file descriptor, closed when its owner lets go of it.
struct Descriptor: ~Copyable {
    let number: Int32

    init(owning number: Int32) {
        self.number = number
    }

    /// Takes over what a system call returned, or throws its error.
    init(_ result: Int32, _ action: @autoclosure () -> String) throws(StartError) {
        guard result >= 0 else { throw StartError(cannot: action()) }
        number = result
    }

    deinit {
        _ = close(number)
    }

    /// Takes over a descriptor that the program before this one left open across execve.
    static func inherited(_ number: Int32) throws(StartError) -> Descriptor {
        guard fcntl(number, F_SETFD, FD_CLOEXEC) == 0 else {
            throw StartError(cannot: "use descriptor \(number)")
        }
        return Descriptor(owning: number)
    }

    /// Writes all of it; a file takes everything, or fails.
    func write(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.write(number, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest.removeFirst(count)
        }
        return true
    }

    /// Reads a file to its end.
    func readAll(atMost bound: Int) throws(StartError) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = unsafe read(number, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw StartError(cannot: "read descriptor \(number)") }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
            guard bytes.count <= bound else {
                throw StartError("descriptor \(number) has too much")
            }
        }
    }

    /// Whether it stays open across execve.
    func inherit(_ stays: Bool) {
        _ = fcntl(number, F_SETFD, stays ? 0 : FD_CLOEXEC)
    }
}
