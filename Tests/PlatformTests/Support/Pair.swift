import CLinux
import Glibc
import Platform

/// Two ends of a connection or pipe, neither of which ever blocks.
struct Pair: ~Copyable, Sendable {
    let reading: Descriptor
    let writing: Descriptor
    let isSocket: Bool

    static func pipe() throws -> Pair {
        var numbers: [CInt] = [0, 0]
        guard unsafe Glibc.pipe(&numbers) == 0 else { throw SystemError("make a pipe") }
        for number in numbers {
            _ = fcntl(number, F_SETFL, O_NONBLOCK)
            _ = fcntl(number, F_SETFD, FD_CLOEXEC)
        }
        return Pair(numbers, isSocket: false)
    }

    static func sockets() throws -> Pair {
        var numbers: [CInt] = [0, 0]
        let kind = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
        guard unsafe socketpair(AF_UNIX, CInt(kind), 0, &numbers) == 0 else {
            throw SystemError("make a pair of sockets")
        }
        return Pair(numbers, isSocket: true)
    }

    private init(_ numbers: [CInt], isSocket: Bool) {
        reading = Descriptor(owning: numbers[0])
        writing = Descriptor(owning: numbers[1])
        self.isSocket = isSocket
    }

    func write(_ text: String = "x") throws {
        _ = try writing.write(Array(text.utf8)[...], isSocket: isSocket)
    }

    /// Writes until there is no room.
    func fill() throws {
        let bytes = [UInt8](repeating: 1, count: 65_536)
        while try writing.write(bytes[...], isSocket: isSocket) != nil {}
    }

    /// Reads until nothing is there.
    func drain() throws {
        while try reading.read(upTo: 65_536) != nil {}
    }
}
