import Domain
import Glibc
import Platform

/// The file that the command of a foreground run reports its results in: private, and there until its end.
struct ResultFile: Sendable {
    let path: String

    /// Makes an empty file in TMPDIR, or in /tmp (mkstemp(3)).
    init() throws(SystemError) {
        let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? ""
        var template = Array("\(folder.isEmpty ? "/tmp" : folder)/notifyctl-XXXXXX".utf8CString)
        let number = unsafe mkstemp(&template)
        path = String(
            decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        _ = try Descriptor(number, "make the file for results \(path)")
    }

    /// What the command has written.
    func results() -> RunResults {
        do throws(SystemError) {
            // Not to wait for, or to be led to, what is no file of ours.
            let file = try Descriptor.open(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW)
            guard file.isRegularFile else { return RunResults() }
            var bytes: [UInt8] = []
            while bytes.count <= Limits.resultFileBytes,
                let piece = try file.read(upTo: Limits.resultFileBytes + 1), !piece.isEmpty
            { bytes += piece }
            return ResultText.results(in: bytes)
        } catch {
            if error.errno == ENOENT { return RunResults() }
            return RunResults(error: "its results cannot be read: \(error)")
        }
    }

    func remove() { _ = unsafe path.withCString { unsafe Glibc.remove($0) } }
}

extension Descriptor {
    fileprivate var isRegularFile: Bool {
        var status = stat()
        return unsafe fstat(number, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
}
