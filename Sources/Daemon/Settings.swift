package import Definitions
import Delivery
package import Domain
import Platform
package import Supervision
package import Systemd

/// What a start of the daemon can be told.
package struct Settings: Sendable {
    package var stateDirectory: String
    package var socketPath: String
    /// The launcher's program, started when none answers.
    package var launcherProgram: String
    /// Where a launcher answers that somebody else starts; nil where the daemon starts one of its own.
    package var launcherSocket: String?
    package var retryPolicy: RetryPolicy
    /// How many runs may be active at once.
    package var activeLimits = ActiveLimits()
    /// Where these settings come from, and are read again; nil where that is nowhere.
    package var files: SettingsFiles?
    /// The folder of schedule files that are applied at the start and with each reload; nil is none.
    package var scheduleFolder: String?
    /// Where plugins lie, which are looked for at the start and with each reload.
    package var pluginFolders: [String] = []
    /// What systemd listens on in the place of `socketPath`.
    package var handedSockets: [HandedSocket] = []
    /// Whether secrets are deleted at the start, because their key is lost.
    package var discardsSecrets = false
    /// What the environment says of channels.
    package var environment = ChannelEnvironment.empty
    /// The limit of open files that commands start with; nil is the launcher's own.
    package var commandOpenFiles: UInt64?
    /// What users who are no administrators may reach besides the public Internet.
    package var privateAddresses = PrivateAddresses.none
    /// How hard destinations are used, by kind of channel, where their own standards do not count.
    package var sendingLimits: [String: SendingLimits] = [:]

    package init(
        stateDirectory: String, socketPath: String, launcherProgram: String,
        retryPolicy: RetryPolicy = .standard
    ) {
        self.stateDirectory = stateDirectory
        self.socketPath = socketPath
        self.launcherProgram = launcherProgram
        self.retryPolicy = retryPolicy
    }

    /// Takes what was given.
    package mutating func apply(_ given: GivenSettings) {
        stateDirectory = given.state ?? stateDirectory
        socketPath = given.socket ?? socketPath
        launcherProgram = given.launcher ?? launcherProgram
        launcherSocket = given.launcherSocket ?? launcherSocket
        scheduleFolder = given.schedules ?? scheduleFolder
        pluginFolders = given.plugins ?? pluginFolders
        retryPolicy.first = given.retryDelay ?? retryPolicy.first
        retryPolicy.longest = max(
            given.longestRetryDelay ?? retryPolicy.longest, retryPolicy.first)
        retryPolicy.giveUpAfter = given.giveUpAfter ?? retryPolicy.giveUpAfter
        activeLimits.all = given.active ?? activeLimits.all
        activeLimits.perUser = given.activePerUser ?? activeLimits.perUser
        activeLimits.perProject = given.activePerProject ?? activeLimits.perProject
        activeLimits.catchUps = given.catchUp ?? activeLimits.catchUps
        privateAddresses = given.privateAddresses ?? privateAddresses
        sendingLimits = given.sendingLimits
    }

    /// The settings that a reload would have to change and cannot, by the names they have in a file.
    func unchangeable(comparedWith other: Settings) -> [String] {
        let pairs: [(SettingField, Bool)] = [
            (.state, stateDirectory == other.stateDirectory),
            // What systemd listens on is not ours to change.
            (.socket, socketPath == other.socketPath || !other.handedSockets.isEmpty),
            (.launcher, launcherProgram == other.launcherProgram),
            (.launcherSocket, launcherSocket == other.launcherSocket),
        ]
        return pairs.filter { !$0.1 }.map(\.0.rawValue)
    }

    /// What deliveries keep to.
    func rules(_ denyList: DenyList, _ administrators: Administrators) -> SendingRules {
        var rules = SendingRules()
        rules.denyList = denyList
        rules.isAdministrator = administrators.contains
        rules.privateAddresses = privateAddresses
        rules.limits = sendingLimits
        return rules
    }

    /// Where the launcher answers.
    var launcherSocketPath: String { launcherSocket ?? "\(stateDirectory)/launcher.sock" }
    var launcherLogPath: String { "\(stateDirectory)/launcher.log" }
    var runLogDirectory: String { "\(stateDirectory)/logs" }

    /// Makes the state folder where it is missing, for its owner alone.
    func makeStateDirectory() throws(StartFailure) {
        let tooMuch = launcherSocketPath.utf8.count - UnixSocket.longestPath
        guard launcherSocket != nil || tooMuch <= 0 else {
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
