import Glibc

/// The listening socket, and the lock that makes this the only launcher on its path.
struct Listener: ~Copyable {
    let socket: Descriptor
    /// Nil when the socket came from outside.
    let lock: Descriptor?
    let path: String?

    init(socket: consuming Descriptor, lock: consuming Descriptor?, path: String?) {
        self.socket = socket
        self.lock = lock
        self.path = path
    }

    /// Takes over a socket that somebody else has opened; systemd, as a rule.
    static func taking(_ descriptor: Int32) throws(StartError) -> Listener {
        let socket = try Descriptor.inherited(descriptor)
        var (listens, size): (Int32, socklen_t) = (0, socklen_t(MemoryLayout<Int32>.size))
        guard
            unsafe getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) == 0,
            listens == 1
        else { throw StartError("descriptor \(descriptor) is no listening socket") }
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        return Listener(socket: socket, lock: nil, path: nil)
    }

    /// Makes the socket at a path, in the place of one that a dead launcher left.
    static func bind(to path: String, clientUser: UInt32?) throws(StartError) -> Listener {
        let path = try absolute(path)
        let lock = try Descriptor(
            unsafe open("\(path).lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600),
            "open \(path).lock")
        // Held until the last descriptor of it closes, so by the next program after a reload too.
        guard flock(lock.number, LOCK_EX | LOCK_NB) == 0 else {
            throw errno == EWOULDBLOCK
                ? StartError("another notifyd-launcher serves \(path); it holds \(path).lock")
                : StartError(cannot: "lock \(path).lock")
        }
        try removeStale(path)
        let made = try Descriptor(
            Glibc.socket(
                AF_UNIX,
                Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0),
            "create a socket")
        let mask = umask(0o177)
        defer { umask(mask) }
        guard let bound = unsafe UnixAddress.with(path, { unsafe Glibc.bind(made.number, $0, $1) })
        else {
            throw StartError("the socket path \(path) is longer than \(UnixAddress.longest) bytes")
        }
        guard bound == 0 else { throw StartError(cannot: "bind \(path)") }
        if let clientUser, clientUser != geteuid(), unsafe lchown(path, clientUser, getegid()) != 0
        {
            throw StartError(cannot: "give \(path) to user \(clientUser)")
        }
        guard listen(made.number, Limits.backlog) == 0 else {
            throw StartError(cannot: "listen on \(path)")
        }
        return Listener(socket: made, lock: lock, path: path)
    }

    var lockNumber: Int32? {
        switch lock {
        case .some(let lock): lock.number
        case nil: nil
        }
    }

    /// Whether socket and lock stay open across execve.
    func inherit(_ stay: Bool) {
        socket.inherit(stay)
        lock?.inherit(stay)
    }

    /// Removes the socket's name, so that the next client knows at once that nobody answers.
    func removeName() {
        if let path { _ = unsafe unlink(path) }
    }

    private static func removeStale(_ path: String) throws(StartError) {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw StartError("\(path) is there and is no socket; move it away or name another path")
        }
        guard unsafe unlink(path) == 0 else { throw StartError(cannot: "remove the stale \(path)") }
    }

    private static func absolute(_ path: String) throws(StartError) -> String {
        if path.hasPrefix("/") { return path }
        guard let folder = unsafe getcwd(nil, 0) else {
            throw StartError(cannot: "find the current folder")
        }
        defer { unsafe free(folder) }
        return unsafe "\(String(cString: folder))/\(path)"
    }
}
