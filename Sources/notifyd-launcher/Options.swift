/// The command line, read.
enum Options {
    case help
    case version
    case freeCgroup
    case serve(Settings)

    struct Settings {
        enum Source {
            case socket(path: String)
            case listening(descriptor: Int32)
            /// The state in memory that this program left before it executed itself.
            case handover(descriptor: Int32)
        }

        var source: Source
        /// A user who may connect, beside root and the launcher's own.
        var clientUser: ClientUser?
        var detaches: Bool
        /// The limit of open files that commands start with, where it is not the launcher's own.
        var openFiles: UInt64?
    }

    static let versionText = "0.1.0"

    /// The argument, always the last, of a program that goes on from its predecessor's state.
    static let handover = "--handover-fd"

    static let usage = """
        usage: notifyd-launcher --socket PATH [--client-user USER] [--detach]
               notifyd-launcher [--listen-fd N] [--client-user USER]

        Starts the commands that notifyd asks for, and keeps their exit statuses until notifyd
        says that they are committed.

          --socket PATH       serve on this Unix socket; one launcher at a time, held by PATH.lock
          --listen-fd N       serve on this descriptor, a listening Unix socket; without it and
                              --socket, on the one that systemd passes ($LISTEN_FDS)
          --client-user USER  also let this user connect, a name or a number, not only root and
                              the launcher's own
          --client-uid UID    the same with a number alone
          --open-files N      the limit of open files that commands start with, unless a run has
                              one of its own; otherwise it is the launcher's
          --detach            go into the background; returns when the socket answers
          --free-cgroup       for ExecStopPost= of its unit: makes room for the next launcher in
                              a cgroup where runs of one that died go on
          --help              show this
          --version           show the version

        SIGHUP replaces the program by the one now on disk; runs and exit statuses are kept.
        SIGTERM ends it once it holds nothing any more.

        In a cgroup of version 2 that is delegated to it (Delegate=yes of its unit), it gives each
        run a cgroup of its own, with its limits of memory, processor and processes.

        """

    /// Reads the arguments after the program's name.
    init(_ arguments: [String]) throws(StartError) {
        var rest = arguments[...]
        var (path, listening, handover): (String?, Int32?, Int32?) = (nil, nil, nil)
        var user: ClientUser?
        var detaches = false
        var openFiles: UInt64?
        while let option = rest.popFirst() {
            switch option {
            case "--help":
                self = .help
                return
            case "--version":
                self = .version
                return
            case "--free-cgroup":
                self = .freeCgroup
                return
            case "--detach": detaches = true
            case "--socket":
                guard let value = rest.popFirst(), !value.isEmpty else {
                    throw StartError("--socket needs a path")
                }
                path = value
            case "--listen-fd": listening = try Self.number(option, rest.popFirst())
            case Self.handover: handover = try Self.number(option, rest.popFirst())
            case "--open-files": openFiles = try Self.number(option, rest.popFirst())
            case "--client-uid": user = .uid(try Self.number(option, rest.popFirst()))
            case "--client-user":
                guard let value = rest.popFirst(), !value.isEmpty else {
                    throw StartError("--client-user needs a user")
                }
                user = UInt32(value).map(ClientUser.uid) ?? .name(value)
            default: throw StartError("unknown argument '\(option)'; see --help")
            }
        }
        let source: Settings.Source
        switch (path, listening, handover) {
        case (_, _, let descriptor?): source = .handover(descriptor: descriptor)
        case (let path?, nil, nil): source = .socket(path: path)
        case (nil, let descriptor?, nil): source = .listening(descriptor: descriptor)
        case (nil, nil, nil):
            guard let descriptor = try Activation.socket() else {
                throw StartError(
                    "there is no socket to serve: systemd passed none, so give --socket PATH or "
                        + "--listen-fd N; see --help")
            }
            source = .listening(descriptor: descriptor)
        default: throw StartError("give either --socket PATH or --listen-fd N; see --help")
        }
        if detaches, case .listening = source {
            throw StartError("--detach is for --socket: who passes a socket waits for nothing else")
        }
        self = .serve(
            Settings(
                source: source, clientUser: user, detaches: detaches, openFiles: openFiles))
    }

    private static func number<Number: FixedWidthInteger>(
        _ option: String, _ text: String?
    ) throws(StartError) -> Number {
        guard let text, let number = Number(text), number >= 0 else {
            throw StartError("\(option) needs a number, not '\(text ?? "")'")
        }
        return number
    }
}
