package import Domain
import Formats
import Glibc
package import Platform

/// The files that runs write their output to: one a run, in a folder for each day.
package struct RunLogs: Sendable {
    private let directory: String

    package init(directory: String) { self.directory = directory }

    /// Where a run's output is.
    package func path(of run: Run) -> String { "\(folder(of: run))/\(run.uid).log" }

    /// Opens a run's log for writing at its end, and makes it where it is not there.
    package func open(for run: Run) throws(SystemError) -> Descriptor {
        let folder = folder(of: run)
        for path in [directory, folder] {
            let result = unsafe path.withCString { unsafe mkdir($0, 0o700) }
            guard result == 0 || errno == EEXIST else {
                throw SystemError("make the folder \(path)")
            }
        }
        return try .open(path(of: run), O_WRONLY | O_CREAT | O_APPEND)
    }

    /// The last lines of a run's output; empty where there is none, or it cannot be read.
    func tail(of run: Run) -> String {
        // A pipe in its place would have us wait.
        guard let file = try? Descriptor.open(path(of: run), O_RDONLY | O_NONBLOCK),
            let size = try? file.fileSize()
        else { return "" }
        // One more than are told, so that a line which begins with the first of them is whole.
        let start = max(0, size - Int64(Limits.logTailBytes) - 1)
        var data = file.data(from: start)
        // What the output limit has dropped is no text.
        while data.upperBound < size, data.upperBound > data.lowerBound {
            data = file.data(from: data.upperBound)
        }
        // It may still grow: processes that the command has left behind write too.
        let count = max(0, size - data.lowerBound)
        guard let bytes = try? file.read(upTo: Int(count), at: data.lowerBound) else { return "" }
        return LogTail.text(endOf: bytes, isWhole: data.lowerBound == 0)
    }

    private func folder(of run: Run) -> String {
        "\(directory)/\(run.createdAt.description.prefix { $0 != "T" })"
    }
}
