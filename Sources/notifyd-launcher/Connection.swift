import CLinux
import Glibc
import LaunchProtocol

/// One connected client: bytes in to requests, reports out to bytes; nothing here waits.
final class Connection {
    enum Reception {
        case requests([LauncherRequest])
        case nothingYet
        case closed
    }

    let descriptor: Descriptor
    /// Whose process it is, as the kernel says.
    let user: uid_t
    private var reader = FrameReader()
    private var buffer = [UInt8](repeating: 0, count: Limits.receiveBytes)
    /// The descriptors of each message that had some, in the order they came.
    private var descriptors: [linux_descriptors] = []
    private var unsent: [UInt8] = []
    private var sent = 0

    init(_ descriptor: consuming Descriptor, of user: uid_t) {
        self.descriptor = descriptor
        self.user = user
    }

    deinit {
        for number in descriptors.flatMap({ [$0.first, $0.second] }) where number >= 0 {
            close(number)
        }
    }

    var unsentBytes: Int { unsent.count - sent }

    /// Receives once; a frame that breaks the protocol throws.
    func receive() throws(WireError) -> Reception {
        var received = linux_descriptors()
        let count = unsafe linux_receive(
            descriptor.number, &buffer, buffer.count, &received)
        if received.first >= 0 || received.lost { descriptors.append(received) }
        if count == -Int(EAGAIN) { return .nothingYet }
        if count <= 0 { return .closed }
        reader.append(buffer[..<count])
        var requests: [LauncherRequest] = []
        while let frame = try reader.next() {
            requests.append(try LauncherRequest(frame: frame))
        }
        // They come with the beginning of their frame, and those of one frame at a time.
        let awaited = requests.count { if case .launch = $0 { true } else { false } }
        guard descriptors.count <= awaited + 1 else {
            throw WireError("descriptors without a launch")
        }
        return .requests(requests)
    }

    /// The files that came with a launch; nil when the launcher had no room for them.
    func takeFiles() throws(WireError) -> LaunchFiles? {
        guard !descriptors.isEmpty else { throw WireError("a launch without its log") }
        let numbers = descriptors.removeFirst()
        let log = numbers.first < 0 ? nil : Descriptor(owning: numbers.first)
        let results = numbers.second < 0 ? nil : Descriptor(owning: numbers.second)
        guard !numbers.lost, let log else { return nil }
        return LaunchFiles(log: log, results: results)
    }

    func append(_ report: LauncherReport) {
        unsent.append(contentsOf: report.frame())
    }

    /// Sends what the socket takes; false when the connection is broken.
    func flush() -> Bool {
        while sent < unsent.count {
            let count = unsafe unsent[sent...].withUnsafeBytes {
                unsafe linux_send(descriptor.number, $0.baseAddress, $0.count, -1, -1)
            }
            if count == -Int(EAGAIN) { return true }
            if count < 0 { return false }
            sent += count
        }
        unsent.removeAll(keepingCapacity: unsent.count <= Limits.pausingBytes)
        sent = 0
        return true
    }
}
