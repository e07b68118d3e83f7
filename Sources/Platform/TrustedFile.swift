import Glibc

/// Reads files that count only when nobody but those who are trusted can have written them.
package struct TrustedFile: Sendable {
    /// Who may own one; anybody where it is nil.
    private let owners: Set<UInt32>?
    /// Bits of its mode that are not to be set.
    private let forbiddenMode: mode_t
    /// Whether it may be reached by a symbolic link, which then must belong to an owner as well.
    private let followsLinks: Bool

    package init(owners: Set<UInt32>?, forbiddenMode: UInt32, followsLinks: Bool) {
        self.owners = owners
        self.forbiddenMode = forbiddenMode
        self.followsLinks = followsLinks
    }

    package enum Failure: Error, Hashable, Sendable {
        case unreadable(SystemError)
        /// Why it does not count: "it …".
        case untrusted(String)
        case tooLarge
    }

    /// Never waits for a pipe, and never reads more than the bound and a byte.
    package func bytes(_ path: String, atMost bound: Int) throws(Failure) -> [UInt8] {
        var link = stat()
        guard unsafe lstat(path, &link) == 0 else { throw .unreadable(SystemError("read \(path)")) }
        if link.st_mode & S_IFMT == S_IFLNK {
            guard followsLinks else { throw .untrusted("it is a symbolic link") }
            guard owners?.contains(link.st_uid) != false else {
                throw .untrusted("it is a symbolic link of somebody who may not write it")
            }
        }
        let found: (status: stat, bytes: [UInt8])
        do throws(SystemError) { found = try open(path, atMost: bound + 1) } catch {
            throw .unreadable(error)
        }
        if let fault = fault(of: found.status) { throw .untrusted(fault) }
        guard found.bytes.count <= bound else { throw .tooLarge }
        return found.bytes
    }

    /// What was opened counts, whatever the name leads to by now; of what is not trusted nothing is
    /// read.
    private func open(
        _ path: String, atMost bound: Int
    ) throws(SystemError) -> (stat, [UInt8]) {
        let flags = O_RDONLY | O_NONBLOCK | O_NOCTTY | (followsLinks ? 0 : O_NOFOLLOW)
        let file = try Descriptor.open(path, flags)
        var status = stat()
        guard unsafe fstat(file.number, &status) == 0 else { throw SystemError("read \(path)") }
        var bytes: [UInt8] = []
        guard fault(of: status) == nil else { return (status, bytes) }
        while bytes.count < bound, let piece = try file.read(upTo: bound - bytes.count),
            !piece.isEmpty
        {
            bytes += piece
        }
        return (status, bytes)
    }

    private func fault(of status: stat) -> String? {
        guard status.st_mode & S_IFMT == S_IFREG else { return "it is no regular file" }
        guard owners?.contains(status.st_uid) != false else {
            return "it belongs to the user number \(status.st_uid)"
        }
        guard status.st_mode & forbiddenMode == 0 else {
            let mode = String(status.st_mode & 0o7777, radix: 8)
            return "its mode \(mode) lets others write or use it"
        }
        return status.st_nlink == 1 ? nil : "it has \(status.st_nlink) names, as hard links"
    }
}
