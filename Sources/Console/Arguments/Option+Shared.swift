extension Option {
    static let socket = Option(
        "socket", value: "PATH", "the socket of notifyd")
    static let output = Option(
        "output", short: "o", value: "FORMAT", "\"table\" for people, \"json\" for programs",
        words: Invocation.Format.allCases.map(\.rawValue))
    static let help = Option("help", short: "h", "show help")
    static let version = Option("version", "show the version")

    /// The options that every verb takes.
    static let global = [socket, output, help]

    /// Of verbs that may list everything.
    package static let onlyProject = Option(
        "project", short: "p", value: "PROJECT", "only of this project")

    /// Of verbs that name a schedule.
    package static let project = Option(
        "project", short: "p", value: "PROJECT", "the project, where it is not \"default\"")
}
