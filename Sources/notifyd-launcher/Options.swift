/// The command line, read.
enum Options {
    case help
    case version
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
        var clientUser: UInt32?
        var detaches: Bool
        /// The limit of open files that commands start with, where it is not the launcher's own.
        var openFiles: UInt64?
    }

    static let versionText = "0.1.0"

    /// The argument, always the last, of a program that goes on from its predecessor's state.
    static let handover = "--handover-fd"

    static let usage = """
        usage: notifyd-launcher --socket PATH [--client-uid UID] [--detach]
               notifyd-launcher --listen-fd N [--client-uid UID]

        Starts the commands that notifyd asks for, and keeps their exit statuses until notifyd
        says that they are committed.

          --socket PATH     serve on this Unix socket; one launcher at a time, held by PATH.lock
          --listen-fd N     serve on this descriptor, a listening Unix socket
          --client-uid UID  also let this user connect, not only root and the launcher's own
          --open-files N    the limit of open files that commands start with, unless a run has
                            one of its own; otherwise it is the launcher's
          --detach          go into the background; returns when the socket answers
          --help            show this
          --version         show the version

        SIGHUP replaces the program by the one now on disk; runs and exit statuses are kept.
        SIGTERM ends it once it holds nothing any more.

        """

    /// Reads the arguments after the program's name.
    init(_ arguments: [String]) throws(StartError) {
        var rest = arguments[...]
        var (path, listening, handover): (String?, Int32?, Int32?) = (nil, nil, nil)
        var user: UInt32?
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
            case "--detach": detaches = true
            case "--socket":
                guard let value = rest.popFirst(), !value.isEmpty else {
                    throw StartError("--socket needs a path")
                }
                path = value
            case "--listen-fd": listening = try Self.number(option, rest.popFirst())
            case Self.handover: handover = try Self.number(option, rest.popFirst())
            case "--open-files": openFiles = try Self.number(option, rest.popFirst())
            case "--client-uid": user = try Self.number(option, rest.popFirst())
            default: throw StartError("unknown argument '\(option)'; see --help")
            }
        }
        let source: Settings.Source
        switch (path, listening, handover) {
        case (_, _, let descriptor?): source = .handover(descriptor: descriptor)
        case (let path?, nil, nil): source = .socket(path: path)
        case (nil, let descriptor?, nil): source = .listening(descriptor: descriptor)
        default: throw StartError("give either --socket PATH or --listen-fd N; see --help")
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
