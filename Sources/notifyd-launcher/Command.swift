import CLinux
import Glibc
import LaunchProtocol

/// A request made ready to execute: whom it runs as, its whole environment, where to look for it.
struct Command {
    static let shell = "/bin/sh"
    static let path = "/usr/local/bin:/usr/bin:/bin"
    static let rootPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

    let request: LaunchRequest
    let account: Account
    let switchesUser: Bool
    /// `NAME=value`, what cron gives included.
    let environment: [String]
    /// The run's own PATH.
    let searchPath: String

    /// Looks up the user; the failure is one that the schedule's owner can read.
    static func prepare(_ request: LaunchRequest) -> Result<Command, StartFailure> {
        guard let name = request.user else {
            return .success(Command(request, account: Account.own(), switchesUser: false))
        }
        switch Account.named(name) {
        case .found(let account) where geteuid() == 0:
            return .success(Command(request, account: account, switchesUser: true))
        case .found(let account) where account.uid == geteuid():
            return .success(Command(request, account: account, switchesUser: false))
        case .found:
            return .failure(
                StartFailure(
                    .user, EPERM,
                    "cannot run as user \(name): the launcher runs as \(Account.own().name), and "
                        + "only one that is root can start commands for others"))
        case .unknown:
            return .failure(StartFailure(.user, 0, "user \(name) does not exist on this machine"))
        case .failed(let error):
            return .failure(
                StartFailure(.user, error, "cannot look up user \(name): \(Log.words(error))"))
        }
    }

    private init(_ request: LaunchRequest, account: Account, switchesUser: Bool) {
        self.request = request
        self.account = account
        self.switchesUser = switchesUser
        let defaults: [LaunchRequest.Variable] = [
            .init("HOME", account.home), .init("LOGNAME", account.name),
            .init("USER", account.name), .init("SHELL", Command.shell),
            .init("PATH", account.uid == 0 ? Command.rootPath : Command.path),
        ]
        var values: [String: String] = [:]
        var names: [String] = []
        for variable in defaults + request.environment + [request.mark] {
            if values.updateValue(variable.value, forKey: variable.name) == nil {
                names.append(variable.name)
            }
        }
        environment = names.map { "\($0)=\(values[$0] ?? "")" }
        searchPath = values["PATH"] ?? Command.path
    }

    /// The paths to try, as execvp(3) does.
    private var candidates: [String] {
        let program = request.arguments[0]
        if program.isEmpty || program.contains("/") { return [program] }
        return searchPath.split(separator: ":", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? program : "\($0)/\(program)" }
    }

    /// Starts the process; the command executes in it, or the pipe tells why not.
    ///
    /// - Parameter memory: the limit of each process's memory, where a cgroup does not hold it.
    func start(
        output: borrowing Descriptor, in cgroup: Cgroup?, memory: UInt64?, openFiles: rlimit
    ) -> Started {
        let limits = request.limits
        let members = cgroup?.openMembers() ?? -1
        if cgroup != nil, members < 0 { return .failed(errno: errno) }
        defer { if members >= 0 { close(members) } }
        let groups = switchesUser ? account.groups() : []
        let paths = CStrings(candidates)
        let arguments = CStrings(request.arguments)
        let shell = CStrings([Command.shell, ""] + request.arguments.dropFirst())
        let variables = CStrings(environment)
        let directory = CStrings([request.directory ?? account.home])
        var report: Int32 = -1
        let pid = unsafe groups.withUnsafeBufferPointer { groups in
            var launch = unsafe linux_launch()
            unsafe launch.candidates = UnsafePointer(paths.pointers)
            unsafe launch.arguments = UnsafePointer(arguments.pointers)
            unsafe launch.shell_arguments = shell.pointers
            unsafe launch.environment = UnsafePointer(variables.pointers)
            unsafe launch.directory = UnsafePointer(directory.pointers[0])
            unsafe launch.directory_may_fail = request.directory == nil
            unsafe launch.output = output.number
            unsafe launch.cgroup = members
            unsafe launch.switch_user = switchesUser
            unsafe launch.uid = account.uid
            unsafe launch.gid = account.gid
            unsafe launch.groups = groups.baseAddress
            unsafe launch.group_count = groups.count
            unsafe launch.limit_memory = memory != nil
            unsafe launch.memory = memory ?? 0
            unsafe launch.open_files_soft = limits.openFiles ?? UInt64(openFiles.rlim_cur)
            unsafe launch.open_files_hard = limits.openFiles ?? UInt64(openFiles.rlim_max)
            unsafe launch.core = limits.core
            unsafe launch.renice = limits.niceness != nil
            unsafe launch.niceness = limits.niceness ?? 0
            return unsafe linux_launch(&launch, &report)
        }
        return pid < 0
            ? .failed(errno: -pid) : .process(pid, report: Descriptor(owning: report))
    }

    enum Started: ~Copyable {
        case process(pid_t, report: Descriptor)
        case failed(errno: Int32)
    }
}
