import Glibc
import Platform
import TestKit
import Testing

struct DescriptorTests {
    @Test func `it is closed with its owner`() throws {
        let pair = try Pair.pipe()
        do { _ = try pair.writing.duplicate() }
        // The end shows once the last writer is gone: the duplicate is closed as well.
        let reading = try pair.reading.duplicate()
        drop(pair)
        #expect(try reading.read(upTo: 1) == [])
    }

    @Test func `released, it stays open`() throws {
        let number = try Descriptor.open("/dev/null", O_RDONLY).release()
        #expect(fcntl(number, F_GETFD) == FD_CLOEXEC)
        close(number)
    }

    @Test func `a duplicate is the same open file, and closed on exec`() throws {
        let scratch = ScratchDirectory()
        let file = try Descriptor.open("\(scratch.path)/file", O_RDWR | O_CREAT)
        let second = try file.duplicate()
        #expect(second.number != file.number && second.number >= 3)
        #expect(fcntl(second.number, F_GETFD) == FD_CLOEXEC)
        #expect(try file.write(Array("abc".utf8)[...], isSocket: false) == 3)
        #expect(lseek(second.number, 0, SEEK_CUR) == 3)
        #expect(try second.read(upTo: 10, at: 1) == Array("bc".utf8))
        #expect(try second.read(upTo: 10, at: 3) == [])
    }

    @Test func `a new file has the mode asked for`() throws {
        let scratch = ScratchDirectory()
        let file = try Descriptor.open("\(scratch.path)/file", O_WRONLY | O_CREAT, mode: 0o640)
        var status = stat()
        unsafe fstat(file.number, &status)
        #expect(status.st_mode & 0o777 == 0o640 & ~currentMask())
    }

    @Test func `nothing there is nil, and the end is empty`() throws {
        let pair = try Pair.sockets()
        #expect(try pair.reading.read(upTo: 1) == nil)
        try pair.write("abc")
        #expect(try pair.reading.read(upTo: 2) == Array("ab".utf8))
        shutdown(pair.writing.number, CInt(SHUT_WR))
        #expect(try pair.reading.read(upTo: 2) == Array("c".utf8))
        #expect(try pair.reading.read(upTo: 2) == [])
    }

    @Test func `no room is nil, and a part of the bytes is counted`() throws {
        let pair = try Pair.pipe()
        let bytes = [UInt8](repeating: 7, count: 1 << 20)
        let written = try #require(try pair.writing.write(bytes[...], isSocket: false))
        #expect(written > 0 && written < bytes.count)
        #expect(try pair.writing.write(bytes[...], isSocket: false) == nil)
    }

    @Test func `a write to nobody is an error and no signal`() throws {
        let pair = try Pair.sockets()
        let writing = try pair.writing.duplicate()
        drop(pair)
        #expect(throws: SystemError("write", errno: EPIPE)) {
            try writing.write([1], isSocket: true)
        }
    }

    @Test func `errors name what was done and the kernel's reason`() throws {
        let missing = #expect(throws: SystemError.self) {
            _ = try Descriptor.open("/no/such", O_RDONLY)
        }
        #expect(missing == SystemError("open /no/such", errno: ENOENT))
        #expect(missing?.description == "cannot open /no/such: No such file or directory")
        let folder = try Descriptor.open("/", O_RDONLY)
        #expect(throws: SystemError("read", errno: EISDIR)) { try folder.read(upTo: 1) }
        #expect(throws: SystemError("read", errno: EISDIR)) { try folder.read(upTo: 1, at: 0) }
        #expect(throws: SystemError("write", errno: EBADF)) {
            try folder.write([1], isSocket: false)
        }
        #expect(throws: SystemError("take it", errno: EBADF)) {
            _ = try Descriptor(dup(-1), "take it")
        }
        #expect(SystemError.text(99_999).contains("99999"))
    }

    private func currentMask() -> mode_t {
        let mask = umask(0o022)
        umask(mask)
        return mask
    }
}

private func drop(_ pair: consuming Pair) {}
