import Glibc
import LaunchProtocol

/// What a starting run's failure is told with; kept only until its command executes.
struct StartContext {
    let program: String
    let searchPath: String
    let directory: String
    let user: String

    init(_ command: Command) {
        program = command.request.arguments[0]
        searchPath = command.searchPath
        directory = command.request.directory ?? command.account.home
        user = command.account.name
    }

    func failure(_ stage: LaunchStage, _ error: Int32) -> StartFailure {
        let words = Log.words(error)
        let text =
            switch stage {
            case .process: "cannot make a process: \(words)"
            case .session: "cannot make a session: \(words)"
            case .descriptors: "cannot arrange standard input and output: \(words)"
            case .limits:
                "a limit was refused: \(words); only root can raise one above the launcher's own"
            case .niceness:
                "the niceness was refused: \(words); only root can go below the launcher's own"
            case .user: "cannot become user \(user): \(words)"
            case .directory: "cannot enter the directory \(directory) as user \(user): \(words)"
            case .cgroup: "cannot enter its cgroup: \(words)"
            case .command where program.contains("/") || error != ENOENT:
                "cannot execute \(program) as user \(user): \(words)"
            case .command: "command \(program) was not found in PATH (\(searchPath))"
            }
        return StartFailure(stage, error, text)
    }
}

extension StartContext: WireValue {
    func encode(into encoder: inout WireEncoder) {
        encoder.write(program)
        encoder.write(searchPath)
        encoder.write(directory)
        encoder.write(user)
    }

    init(from decoder: inout WireDecoder) throws(WireError) {
        program = try decoder.string()
        searchPath = try decoder.string()
        directory = try decoder.string()
        user = try decoder.string()
    }
}
