import Glibc

/// Tells whether a program can only have been put where it lies by somebody who is trusted.
///
/// Its file, each folder above it and a link that leads to it have to belong to somebody who is, and
/// nobody else may write them: so what was checked is what is executed later.
package struct TrustedProgram: Sendable {
    private let owners: Set<UInt32>

    /// Root and whoever this process runs as are trusted where nobody else is named.
    package init(owners: Set<UInt32> = [0, geteuid()]) { self.owners = owners }

    /// Why it is not to be executed, as a clause about it; nil when it may be.
    package func fault(of path: String) -> String? {
        var link = stat()
        guard unsafe lstat(path, &link) == 0 else { return Self.unreadable(path) }
        guard owners.contains(link.st_uid) else {
            return "\(path) belongs to the user number \(link.st_uid): give it to root"
        }
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        guard let real = Self.realPath(path), let realFolder = Self.realPath(folder) else {
            return Self.unreadable(path)
        }
        for part in Self.ancestors(of: realFolder) + Self.ancestors(of: real) {
            if let fault = fault(ofPart: part) { return fault }
        }
        var status = stat()
        guard unsafe stat(real, &status) == 0 else { return Self.unreadable(real) }
        guard status.st_mode & S_IFMT == S_IFREG else { return "\(path) is no regular file" }
        guard unsafe access(real, X_OK) == 0 else {
            return "\(path) cannot be executed: allow it with chmod +x"
        }
        return nil
    }

    private func fault(ofPart path: String) -> String? {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else { return Self.unreadable(path) }
        guard owners.contains(status.st_uid) else {
            return "\(path) belongs to the user number \(status.st_uid): give it to root"
        }
        // Of a folder with this bit others may add files, and not replace ours.
        let isShared =
            status.st_mode & S_IFMT == S_IFDIR && status.st_mode & UInt32(S_ISVTX) != 0
        guard isShared || status.st_mode & (S_IWGRP | S_IWOTH) == 0 else {
            return "\(path) may be written by others than its owner: take that away with chmod go-w"
        }
        return nil
    }

    private static func unreadable(_ path: String) -> String {
        "\(path) cannot be read: \(SystemError.text(errno))"
    }

    /// Without links (realpath(3)).
    private static func realPath(_ path: String) -> String? {
        guard let real = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(real) }
        return unsafe String(cString: real)
    }

    /// The root, each folder below it, and the file itself.
    private static func ancestors(of path: String) -> [String] {
        var parts = ["/"]
        var part = ""
        for name in path.split(separator: "/") {
            part += "/\(name)"
            parts.append(part)
        }
        return parts
    }
}
