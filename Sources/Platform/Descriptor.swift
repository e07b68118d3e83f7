import CLinux
import Glibc

/// An open file descriptor, closed when its owner lets go of it.
package struct Descriptor: ~Copyable, Sendable {
    package let number: CInt

    /// Takes over an open descriptor.
    package init(owning number: CInt) { self.number = number }

    /// Takes over what a system call returned, or throws its error.
    package init(_ result: CInt, _ action: @autoclosure () -> String) throws(SystemError) {
        guard result >= 0 else { throw SystemError(action()) }
        number = result
    }

    deinit { _ = close(number) }

    /// Gives the descriptor away without closing it.
    package consuming func release() -> CInt {
        let number = number
        discard self
        return number
    }

    /// A second descriptor for the same open file (F_DUPFD_CLOEXEC).
    package func duplicate() throws(SystemError) -> Descriptor {
        try Descriptor(fcntl(number, F_DUPFD_CLOEXEC, 3), "duplicate a descriptor")
    }

    /// Opens a file (open(2)), always close-on-exec.
    package static func open(
        _ path: String, _ flags: CInt, mode: UInt32 = 0o600
    ) throws(SystemError) -> Descriptor {
        try Descriptor(
            unsafe path.withCString { unsafe Glibc.open($0, flags | O_CLOEXEC, mode) },
            "open \(path)")
    }

    /// Reads once (read(2)); an empty result is the end, nil means that nothing is there yet.
    package func read(upTo count: Int) throws(SystemError) -> [UInt8]? {
        var length = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            repeat {
                length = unsafe Glibc.read(number, buffer.baseAddress, count)
            } while length < 0 && errno == EINTR
            initialized = max(0, length)
        }
        if length < 0 {
            if errno == EAGAIN { return nil }
            throw SystemError("read")
        }
        return bytes
    }

    /// Reads once at an offset (pread(2)); fewer bytes only at the end of the file.
    package func read(upTo count: Int, at offset: Int64) throws(SystemError) -> [UInt8] {
        // An array without room is shared by all threads, and is not to be written to.
        guard count > 0 else { return [] }
        var length = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            repeat {
                length = unsafe pread(number, buffer.baseAddress, count, off_t(offset))
            } while length < 0 && errno == EINTR
            initialized = max(0, length)
        }
        guard length >= 0 else { throw SystemError("read") }
        return bytes
    }

    /// The next bytes that are in the file (lseek(2) with SEEK_DATA and SEEK_HOLE), up to the next hole.
    ///
    /// Empty where there are none: at the end, which is beyond the offset where a hole ends the file.
    package func data(from offset: Int64) -> Range<Int64> {
        var start = linux_seek_data(number, offset)
        if start < 0 {
            let end = Int64(lseek(number, 0, SEEK_END))
            guard end > offset else { return offset..<offset }
            // Nothing but a hole up to that end, unless something was written to it just now.
            start = linux_seek_data(number, offset)
            if start < 0 { return end..<end }
        }
        return start..<max(start, linux_seek_hole(number, start))
    }

    /// Writes once (write(2) or send(2) without SIGPIPE); nil means that there is no room now.
    package func write(_ bytes: ArraySlice<UInt8>, isSocket: Bool) throws(SystemError) -> Int? {
        let written = unsafe bytes.withUnsafeBytes { buffer in
            var written = 0
            repeat {
                written =
                    unsafe isSocket
                    ? send(number, buffer.baseAddress, buffer.count, CInt(MSG_NOSIGNAL))
                    : Glibc.write(number, buffer.baseAddress, buffer.count)
            } while written < 0 && errno == EINTR
            return written
        }
        if written < 0 {
            if errno == EAGAIN { return nil }
            throw SystemError("write")
        }
        return written
    }
}
