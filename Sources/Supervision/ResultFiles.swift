package import Domain
import Glibc
import Platform

/// The files that commands write their results to: one an attempt, there until its end is recorded.
///
/// A command reaches its file by the path, so it can enter the folder, but not look around in it.
package struct ResultFiles: Sendable {
    private static let folderMode: mode_t = 0o711
    private static let fileMode: mode_t = 0o600
    /// A file that is given to another user stays readable for the group, which is then notifyd's.
    private static let givenFileMode: mode_t = 0o640

    private let stateDirectory: String
    private var directory: String { "\(stateDirectory)/results" }

    package init(stateDirectory: String) { self.stateDirectory = stateDirectory }

    /// Where an attempt's command writes its results.
    package func path(of run: Run) -> String { path(of: run.launchID) }

    private func path(of launchID: String) -> String { "\(directory)/\(launchID)" }

    /// Makes the file of an attempt, in the place of one that a crash has left behind.
    ///
    /// - Parameter isForOther: whether another user than this process's will write it: then the state folder
    ///   is opened for others to pass through.
    func make(for run: Run, isForOther: Bool) throws(SystemError) -> Descriptor {
        let made = unsafe directory.withCString { unsafe mkdir($0, Self.folderMode) }
        guard made == 0 || errno == EEXIST else {
            throw SystemError("make the folder \(directory)")
        }
        if isForOther {
            try letPass(through: stateDirectory)
            try letPass(through: directory)
        }
        let path = path(of: run)
        _ = unsafe path.withCString { unsafe unlink($0) }
        let mode = isForOther ? Self.givenFileMode : Self.fileMode
        let file = try Descriptor.open(path, O_RDWR | O_CREAT | O_EXCL, mode: mode)
        // Whatever the umask has taken away.
        guard fchmod(file.number, mode) == 0 else { throw SystemError("set the mode of \(path)") }
        return file
    }

    private func letPass(through folder: String) throws(SystemError) {
        var status = stat()
        guard unsafe folder.withCString({ unsafe stat($0, &status) }) == 0 else {
            throw SystemError("look at the folder \(folder)")
        }
        let mode = status.st_mode & 0o7777 | 0o011
        guard mode != status.st_mode & 0o7777 else { return }
        guard unsafe folder.withCString({ unsafe chmod($0, mode) }) == 0 else {
            throw SystemError("let other users pass through the folder \(folder)")
        }
    }

    /// What an attempt's command has written so far; nothing where it has no file.
    func results(of run: Run) -> RunResults {
        do throws(SystemError) {
            // Not to wait for, or to be led to, what is no file of ours.
            let file = try Descriptor.open(path(of: run), O_RDONLY | O_NONBLOCK | O_NOFOLLOW)
            return ResultText.results(
                in: try file.beginning(atMost: Limits.resultFileBytes + 1))
        } catch {
            if error.errno == ENOENT { return RunResults() }
            return RunResults(error: "its results cannot be read: \(error)")
        }
    }

    /// Removes the file of an attempt whose end is recorded.
    func remove(_ launchID: String) {
        _ = unsafe path(of: launchID).withCString { unsafe unlink($0) }
    }

    /// Removes the files of attempts that nobody waits for, which a crash has left behind.
    func sweep(keeping launchIDs: Set<String>) {
        guard let folder = unsafe directory.withCString({ unsafe opendir($0) }) else { return }
        defer { unsafe closedir(folder) }
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != "..", !launchIDs.contains(name) { remove(name) }
        }
    }
}

extension Descriptor {
    /// The first bytes of a file; none of what is no file.
    fileprivate func beginning(atMost count: Int) throws(SystemError) -> [UInt8] {
        guard try fileSize() > 0 else { return [] }
        var bytes: [UInt8] = []
        while bytes.count < count {
            let piece = try read(upTo: count - bytes.count, at: Int64(bytes.count))
            if piece.isEmpty { break }
            bytes += piece
        }
        return bytes
    }
}
