extension Option {
    static let socket = Option(
        "socket", value: "PATH", "the socket of notifyd")
    static let output = Option(
        "output", short: "o", value: "FORMAT", "\"table\" for people, \"json\" for programs")
    static let help = Option("help", short: "h", "show help")
    static let version = Option("version", "show the version")

    /// The options that every verb takes.
    static let global = [socket, output, help]

    /// Of verbs that name a schedule, or list by project.
    package static let project = Option(
        "project", short: "p", value: "PROJECT", "the project, where it is not \"default\"")
}
