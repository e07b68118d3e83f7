import Formats
import Glibc
import Platform

/// The folder that holds the database, owned by one process at a time (flock(2)).
///
/// The lock file says whether the folder is in use, so that an unclean end is noticed at the next start.
final class StateFolder: Sendable {
    private static let clean = "clean\n"

    /// The start of the machine, as the kernel names it (random(4)).
    private static let boot: String = {
        let file = try? Descriptor.open("/proc/sys/kernel/random/boot_id", O_RDONLY)
        let text = try? file?.read(upTo: 100)
        return text.map { String(decoding: $0, as: UTF8.self) } ?? "unknown\n"
    }()

    let path: String
    /// Whether a database was made here before.
    let wasUsed: Bool
    /// Whether the database may hold half-written pages: it was not closed in order, and the machine has
    /// been started since. The end of a process alone tears nothing.
    let mayBeTorn: Bool
    /// What it told when it was opened.
    let past: Past
    private let lock: Descriptor

    /// The time before the folder was opened.
    struct Past: Sendable {
        /// When the database was last written to; nil when there was none.
        let lastWrite: Timestamp?
        /// Whether it was closed in order.
        let wasClosed: Bool
    }

    var database: String { path + "/state.db" }
    var ballast: String { path + "/state.ballast" }
    /// The key of the secrets, which a copy of the database alone does not have.
    var secretKey: KeyFile { KeyFile(folder: path) }

    init(path: String) throws(StoreError) {
        self.path = path
        guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw .failed(
                "\(SystemError("create the state folder \(path)")): create it, or name another one")
        }
        let lockPath = path + "/state.lock"
        let content: String
        do throws(SystemError) {
            lock = try Descriptor.open(lockPath, O_RDWR | O_CREAT)
            content = String(decoding: try lock.read(upTo: 200, at: 0), as: UTF8.self)
        } catch {
            throw .failed("\(error): check the owner and mode of the state folder")
        }
        guard flock(lock.number, LOCK_EX | LOCK_NB) == 0 else {
            let holder = content.split(separator: "\n").first.map { " (\($0))" } ?? ""
            throw .locked(
                "the state folder \(path) is in use by another notifyd\(holder): stop that one, or give "
                    + "this one a folder of its own")
        }
        wasUsed = !content.isEmpty
        past = Past(
            lastWrite: ["/state.db", "/state.db-wal"].compactMap { Self.changed(path + $0) }.max(),
            wasClosed: content == Self.clean)
        mayBeTorn = content != Self.clean && !content.hasSuffix(Self.boot)
    }

    private static func changed(_ path: String) -> Timestamp? {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        return Timestamp(
            microseconds: Int64(status.st_mtim.tv_sec) * 1_000_000
                + Int64(status.st_mtim.tv_nsec) / 1000)
    }

    /// Makes the database's file where there is none, readable by its owner alone.
    func createDatabase() throws(StoreError) {
        var status = stat()
        let exists = unsafe stat(database, &status) == 0
        if wasUsed, !exists || status.st_size == 0 {
            throw .damaged(
                "the database \(database) is \(exists ? "empty" : "missing") though it was in use before: "
                    + "restore it from a backup, or remove \(path)/state.lock too to begin with nothing"
            )
        }
        if exists { return }
        do throws(SystemError) {
            _ = try Descriptor.open(database, O_RDWR | O_CREAT | O_EXCL)
        } catch {
            throw .failed("\(error): check the owner and mode of the state folder")
        }
    }

    /// Notes that the database is in use, before anything is written to it.
    func markUsed() throws(StoreError) { try mark("process \(getpid())\n\(Self.boot)") }

    /// Notes that the database was closed in order.
    func markClean() throws(StoreError) { try mark(Self.clean) }

    /// Lets the next process in.
    func release() { flock(lock.number, LOCK_UN) }

    private func mark(_ text: String) throws(StoreError) {
        let bytes = Array(text.utf8)
        let written = unsafe bytes.withUnsafeBytes {
            unsafe pwrite(lock.number, $0.baseAddress, $0.count, 0)
        }
        guard written == bytes.count, ftruncate(lock.number, off_t(bytes.count)) == 0,
            fsync(lock.number) == 0
        else {
            throw .full("\(SystemError("write \(path)/state.lock")): free space on its disk")
        }
    }
}
