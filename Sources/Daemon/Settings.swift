package import Domain
import Platform
package import Supervision

/// What a start of the daemon can be told.
package struct Settings: Sendable {
    package var stateDirectory: String
    package var socketPath: String
    /// The launcher's program, started when none answers.
    package var launcherProgram: String
    package var retryPolicy: RetryPolicy
    /// How many runs may be active at once.
    package var activeLimits = ActiveLimits()
    /// Whether secrets are deleted at the start, because their key is lost.
    package var discardsSecrets = false
    /// The limit of open files that commands start with; nil is the launcher's own.
    package var commandOpenFiles: UInt64?

    package init(
        stateDirectory: String, socketPath: String, launcherProgram: String,
        retryPolicy: RetryPolicy = .standard
    ) {
        self.stateDirectory = stateDirectory
        self.socketPath = socketPath
        self.launcherProgram = launcherProgram
        self.retryPolicy = retryPolicy
    }

    var launcherSocketPath: String { "\(stateDirectory)/launcher.sock" }
    var launcherLogPath: String { "\(stateDirectory)/launcher.log" }
    var runLogDirectory: String { "\(stateDirectory)/logs" }

    /// Makes the state folder where it is missing, for its owner alone.
    func makeStateDirectory() throws(StartFailure) {
        let tooMuch = launcherSocketPath.utf8.count - UnixSocket.longestPath
        guard tooMuch <= 0 else {
            throw StartFailure(
                "the path of the state folder \(stateDirectory) is \(tooMuch) bytes too long for the "
                    + "launcher's socket within it: name a shorter one with --state")
        }
        do throws(SystemError) {
            try Folders.make(stateDirectory, mode: 0o700)
        } catch {
            throw StartFailure("\(error): make it, or name another state folder with --state")
        }
    }
}
