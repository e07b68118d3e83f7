package import Domain

/// What somebody has set for the service, in a file or on its command line; nil where they say nothing.
package struct GivenSettings: Hashable, Sendable {
    /// Absolute paths.
    package var state: String?
    package var socket: String?
    package var launcher: String?
    package var launcherSocket: String?
    package var schedules: String?
    package var plugins: [String]?
    package var retryDelay: Duration?
    package var longestRetryDelay: Duration?
    package var giveUpAfter: Duration?
    package var active: Int?
    package var activePerUser: Int?
    package var activePerProject: Int?
    package var catchUp: Int?
    package var privateAddresses: PrivateAddresses?
    /// By kind of channel.
    package var sendingLimits: [String: SendingLimits] = [:]

    package init() {}

    /// Takes what another says, which counts more.
    package mutating func apply(_ other: GivenSettings) {
        state = other.state ?? state
        socket = other.socket ?? socket
        launcher = other.launcher ?? launcher
        launcherSocket = other.launcherSocket ?? launcherSocket
        schedules = other.schedules ?? schedules
        plugins = other.plugins ?? plugins
        retryDelay = other.retryDelay ?? retryDelay
        longestRetryDelay = other.longestRetryDelay ?? longestRetryDelay
        giveUpAfter = other.giveUpAfter ?? giveUpAfter
        active = other.active ?? active
        activePerUser = other.activePerUser ?? activePerUser
        activePerProject = other.activePerProject ?? activePerProject
        catchUp = other.catchUp ?? catchUp
        privateAddresses = other.privateAddresses ?? privateAddresses
        sendingLimits.merge(other.sendingLimits) { $1.completed(by: $0) }
    }
}
