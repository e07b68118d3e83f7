import Glibc
import Platform

/// Another implementation to compare with: a script in the interpreter of `NOTIFYD_TEST_PYTHON`.
package enum PythonChild {
    /// Python with the packages of Tests/requirements.txt; nil where Tests/run did not prepare it.
    package static let interpreter: String? = unsafe getenv("NOTIFYD_TEST_PYTHON").map {
        unsafe String(cString: $0)
    }

    package static var isMissing: Bool { interpreter == nil }

    package struct Failure: Error {
        package let status: Int32
        package let errors: String
    }

    /// Runs the script over the lines, and answers with the lines that it printed.
    package static func lines(_ script: String, over input: [String]) throws -> [String] {
        let folder = ScratchDirectory()
        try folder.write(script, to: "script.py")
        return try lines(file: folder.file("script.py"), over: input)
    }

    /// The same for a script in a file, with arguments and nothing but these environment variables.
    package static func lines(
        file script: String, _ arguments: [String] = [], environment: [String] = [],
        over input: [String]
    ) throws -> [String] {
        let folder = ScratchDirectory()
        try folder.write(input.joined(separator: "\n") + "\n", to: "input")
        // Through files, because a script may print much before it has read all.
        let redirection = #"cd "$0" && exec "$@" < input > output 2> errors"#
        let status = try PeerProcess.run(
            ["sh", "-c", redirection, folder.path, "env", "-i"] + environment
                // No byte code is left in the sources' folder.
                + ["PYTHONDONTWRITEBYTECODE=1", interpreter ?? "python3", script] + arguments
        ).status
        guard status == 0 else { throw Failure(status: status, errors: try folder.text("errors")) }
        return try folder.text("output").split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init).dropLast()
    }

    /// Runs a script that converses with the test; its exit status, and what it wrote to both of its
    /// outputs.
    package static func run(
        _ script: String, _ arguments: [String]
    ) async throws -> (status: Int32, output: String) {
        let words = ["sh", "-c", #"exec "$@" 2>&1"#, "sh", interpreter ?? "python3", "-c", script]
        return try await withCheckedThrowingContinuation { continuation in
            do {
                // A thread of its own, so that the test can answer meanwhile.
                try Thread.start(name: "python") {
                    continuation.resume(
                        with: Result { try PeerProcess.run(words + arguments) })
                }
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }
}
