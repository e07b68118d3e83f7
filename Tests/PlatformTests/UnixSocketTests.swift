import Glibc
import Platform
import TestKit
import Testing

struct UnixSocketTests {
    let scratch: ScratchDirectory
    var path: String { "\(scratch.path)/socket" }

    init() throws { scratch = ScratchDirectory() }

    @Test func `a connection carries bytes both ways`() throws {
        let listener = try UnixSocket.listen(at: path, mode: 0o600)
        #expect(try UnixSocket.accept(on: listener.number) == nil)
        let client = try UnixSocket.connect(to: path)
        let server = try #require(try UnixSocket.accept(on: listener.number)?.release())
        let accepted = Descriptor(owning: server)
        _ = try client.write(Array("hello".utf8)[...], isSocket: true)
        #expect(try accepted.read(upTo: 10) == Array("hello".utf8))
        _ = try accepted.write(Array("there".utf8)[...], isSocket: true)
        #expect(try client.read(upTo: 10) == Array("there".utf8))
        // Neither side blocks, nor is handed on to a program.
        #expect(try accepted.read(upTo: 1) == nil && client.read(upTo: 1) == nil)
        for number in [listener.number, client.number, accepted.number] {
            #expect(fcntl(number, F_GETFD) == FD_CLOEXEC)
            #expect(fcntl(number, F_GETFL) & O_NONBLOCK != 0)
        }
    }

    @Test(arguments: [0o600, 0o660, 0o666] as [UInt32])
    func `the socket has the mode asked for`(mode: UInt32) throws {
        let listener = try UnixSocket.listen(at: path, mode: mode)
        var status = stat()
        #expect(unsafe stat(path, &status) == 0)
        #expect(status.st_mode & 0o777 == mode)
        #expect(listener.number >= 0)
    }

    @Test func `a path in use is refused, also by one that died`() throws {
        do { _ = try UnixSocket.listen(at: path, mode: 0o600) }
        #expect(throws: SystemError("bind the socket \(path)", errno: EADDRINUSE)) {
            _ = try UnixSocket.listen(at: path, mode: 0o600)
        }
        #expect(throws: SystemError("connect to \(path)", errno: ECONNREFUSED)) {
            _ = try UnixSocket.connect(to: path)
        }
    }

    @Test func `nobody at a path is an error at once`() {
        #expect(throws: SystemError("connect to \(path)", errno: ENOENT)) {
            _ = try UnixSocket.connect(to: path)
        }
        #expect(throws: SystemError("bind the socket /no/such/socket", errno: ENOENT)) {
            _ = try UnixSocket.listen(at: "/no/such/socket", mode: 0o600)
        }
    }

    @Test(arguments: ["", "a\0b", "\0abstract"])
    func `what is no path is refused`(text: String) {
        let refused = SystemError("use the socket path \"\(text)\"", errno: EINVAL)
        #expect(throws: refused) { _ = try UnixSocket.listen(at: text, mode: 0o600) }
        #expect(throws: refused) { _ = try UnixSocket.connect(to: text) }
    }

    @Test func `a path is as long as the kernel takes it, and no longer`() throws {
        let name = String(repeating: "x", count: 107 - scratch.path.utf8.count - 1)
        let longest = "\(scratch.path)/\(name)"
        do { _ = try UnixSocket.listen(at: longest, mode: 0o600) }
        unsafe unlink(longest)
        #expect(throws: SystemError("use the socket path \(longest)x", errno: ENAMETOOLONG)) {
            _ = try UnixSocket.listen(at: longest + "x", mode: 0o600)
        }
    }

    @Test func `the peer is who the kernel says`() throws {
        let listener = try UnixSocket.listen(at: path, mode: 0o600)
        let client = try UnixSocket.connect(to: path)
        let number = try #require(try UnixSocket.accept(on: listener.number)?.release())
        let own = Peer(pid: getpid(), uid: geteuid(), gid: getegid())
        #expect(try Peer(of: Descriptor(owning: number)) == own)
        #expect(try Peer(of: client) == own)
        let file = try Descriptor.open("/dev/null", O_RDONLY)
        #expect(throws: SystemError("read the credentials of a client", errno: ENOTSOCK)) {
            _ = try Peer(of: file)
        }
    }
}
