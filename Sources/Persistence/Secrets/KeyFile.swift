import Glibc
import Platform

/// The file that holds the key of the secrets: as many bytes as a key has, for its owner alone.
struct KeyFile: Sendable {
    /// The folder that it lies in.
    let folder: String

    var path: String { folder + "/secret.key" }

    /// The key; nil when there is no such file. One that others could have read or made is refused.
    func read() throws(StoreError) -> [UInt8]? {
        var status = stat()
        let key: [UInt8]
        do throws(SystemError) {
            let file = try Descriptor.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
            guard unsafe fstat(file.number, &status) == 0 else { throw SystemError("read \(path)") }
            key = status.isFile ? try file.read(upTo: SecretBox.keyBytes + 1, at: 0) : []
        } catch {
            if error.errno == ENOENT { return nil }
            throw .failed("\(error): check its owner and mode, or restore it from a backup")
        }
        if let fault = fault(status, key.count) {
            throw .failed("the secret key \(path) \(fault)")
        }
        return key
    }

    private func fault(_ status: stat, _ count: Int) -> String? {
        let mode = status.st_mode & 0o7777
        if !status.isFile { return "is no file: restore it from a backup" }
        if status.st_uid != geteuid() {
            return "belongs to user \(status.st_uid), and notifyd runs as user \(geteuid()): "
                + "give it to that one, as with chown \(geteuid()) \(path)"
        }
        if mode & 0o077 != 0 {
            return "is open to others (mode \(String(mode, radix: 8))): close it, as with "
                + "chmod 600 \(path)"
        }
        if count != SecretBox.keyBytes {
            return "does not have \(SecretBox.keyBytes) bytes: restore it from a backup"
        }
        return nil
    }

    /// Makes the file with a new key; after a crash it is there as a whole, or not at all.
    func create() throws(StoreError) -> [UInt8] {
        let key = SecretBox.makeKey()
        let draft = path + ".new"
        _ = unsafe unlink(draft)
        do throws(SystemError) {
            let file = try Descriptor.open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW)
            guard try file.write(key[...], isSocket: false) == key.count else {
                throw SystemError("write \(draft)", errno: ENOSPC)
            }
            guard fsync(file.number) == 0, unsafe rename(draft, path) == 0 else {
                throw SystemError("make \(path)")
            }
            let directory = try Descriptor.open(folder, O_RDONLY | O_DIRECTORY)
            guard fsync(directory.number) == 0 else { throw SystemError("make \(path)") }
        } catch {
            throw .failed("\(error): check the owner, the mode and the disk of the state folder")
        }
        return key
    }
}

extension stat {
    fileprivate var isFile: Bool { st_mode & S_IFMT == S_IFREG }
}
