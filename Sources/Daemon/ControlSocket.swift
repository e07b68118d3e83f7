import Systemd
import Control
import Glibc
import Platform

/// Makes the socket on which clients call.
enum ControlSocket {
    /// Everybody may connect: what they may do is decided by who they are.
    private static let mode: UInt32 = 0o666
    private static let folderMode: UInt32 = 0o755

    /// What clients call on: what systemd handed over, or a socket that is made.
    static func listeners(_ settings: Settings) throws(StartFailure) -> [VarlinkServer.Listener] {
        guard settings.handedSockets.isEmpty else {
            return settings.handedSockets.map {
                VarlinkServer.Listener(Descriptor(owning: $0.number))
            }
        }
        return [VarlinkServer.Listener(try listen(at: settings.socketPath))]
    }

    /// Removes the socket that was made: what systemd listens on is its own.
    ///
    /// To be done while we listen still: afterwards the path may be another's.
    static func remove(_ settings: Settings) {
        if settings.handedSockets.isEmpty { remove(settings.socketPath) }
    }

    /// Listens at a path, and takes the place of a socket that nobody answers on any more.
    static func listen(at path: String) throws(StartFailure) -> Descriptor {
        guard path.utf8.count <= UnixSocket.longestPath else {
            throw StartFailure(
                "the socket path \(path) has \(path.utf8.count) bytes, and a socket can have "
                    + "\(UnixSocket.longestPath): name a shorter one with --socket")
        }
        do throws(SystemError) {
            if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
                try Folders.make(String(path[..<slash]), mode: folderMode)
            }
        } catch {
            throw StartFailure("\(error): make it, or name another socket with --socket")
        }
        try removeStale(path)
        do throws(SystemError) {
            return try UnixSocket.listen(at: path, mode: mode)
        } catch {
            throw StartFailure(
                "\(error): check who may write its folder, or name another socket with --socket")
        }
    }

    private static func remove(_ path: String) { _ = unsafe path.withCString { unsafe unlink($0) } }

    /// Removes a socket whose program is gone; anything else in its place is left alone.
    private static func removeStale(_ path: String) throws(StartFailure) {
        var status = stat()
        guard unsafe path.withCString({ unsafe lstat($0, &status) }) == 0 else { return }
        // The kernel refuses a connection to a file with the same word as to a socket without a program.
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw StartFailure(
                "\(path) is there and is no socket: remove it, or name another path with --socket")
        }
        do throws(SystemError) {
            _ = try UnixSocket.connect(to: path)
        } catch {
            switch error.errno {
            case ENOENT: return
            case ECONNREFUSED: return remove(path)
            // Its queue is full, so somebody has it.
            case EAGAIN: break
            default: throw StartFailure("\(error): name another socket with --socket")
            }
        }
        throw StartFailure(
            "another program answers on the socket \(path): end it, or name another path with "
                + "--socket")
    }
}
