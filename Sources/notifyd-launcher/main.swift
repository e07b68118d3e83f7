// notifyd-launcher: starts commands, and keeps their exit statuses until they are committed.
//
// SECURITY
//
// Runs as root in a system install, because it starts commands as the users they belong to; in a
// plain start as the user of notifyd, and then it can start commands as that user only.
// Reads requests from its socket, the accounts of the system (passwd, group), /proc/self, the session
// and environment of processes that a run left behind, and what its predecessor left it in memory on
// a reload.
// Writes one line for each noteworthy thing to standard error; makes its socket and the lock beside
// it; frees the middle of log files that were handed to it open; gives a file of results that was
// handed to it open to the command's user, when it was the client's own. In the cgroup that is delegated
// to it, and nowhere above, it makes cgroups, writes their limits and removes them. It tells the service
// manager, at the socket of $NOTIFY_SOCKET, how it stands. It opens no file that a request names: the
// directory and the program of a command are reached as the command's user, after the switch, and an id
// that becomes a cgroup's name has no slash.
// Talks to one client on a Unix socket: root, its own user, or the one of --client-user, as the
// kernel names it. Frames, texts, lists and the number of runs are bounded; what breaks the
// protocol closes the connection and nothing else.
// May not: use the network, SQL, templates or configuration files; do anything for a client that is
// not in the table `LauncherRequest`; wait for a client, a user's file system or a command.

import CLinux
import Glibc

func serve(_ settings: Options.Settings) throws(StartError) {
    let launcher: Launcher
    if case .handover(let descriptor) = settings.source {
        launcher = try Launcher(resuming: descriptor)
    } else {
        let ready = try detach(settings.detaches)
        launcher = try Launcher(start(settings))
        // Nobody's file system is kept from being unmounted; all paths are absolute by now.
        if settings.detaches { _ = unsafe chdir("/") }
        if let ready, !ready.write([1]) { throw StartError(cannot: "tell that the socket answers") }
    }
    launcher.run()
}

/// Everything that is done once, and not again on a reload.
func start(_ settings: Options.Settings) throws(StartError) -> Launcher.Settings {
    let clientUser = try settings.clientUser.map { (user) throws(StartError) in try user.uid() }
    let listener: Listener
    switch settings.source {
    case .socket(let path):
        listener = try Listener.bind(to: path, clientUser: clientUser)
    case .listening(let descriptor), .handover(let descriptor):
        listener = try Listener.taking(descriptor)
    }
    // Room for the logs of many runs; the commands get what the launcher was started with.
    var files = rlimit()
    unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files)
    var most = rlimit(rlim_cur: files.rlim_max, rlim_max: files.rlim_max)
    unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &most)
    if let given = settings.openFiles { files.rlim_cur = min(rlim_t(given), files.rlim_max) }
    var random = SystemRandomNumberGenerator()
    let instance = (0..<2).map { _ in
        let digits = String(random.next() as UInt64, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
    return Launcher.Settings(
        listener: listener, clientUser: clientUser, instance: instance,
        program: try ownProgram(), openFiles: files)
}

/// The path of this program now, before a new version takes its place.
func ownProgram() throws(StartError) -> String {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let room = buffer.count
    let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe bytes.withMemoryRebound(to: CChar.self) { bytes in
            unsafe bytes.baseAddress.map { unsafe readlink("/proc/self/exe", $0, room) } ?? -1
        }
    }
    guard count > 0 else { throw StartError(cannot: "read /proc/self/exe") }
    return String(decoding: buffer[..<count], as: UTF8.self)
}

/// Goes into the background when asked; what it returns is written to when the socket answers.
func detach(_ detaches: Bool) throws(StartError) -> Descriptor? {
    guard detaches else { return nil }
    let ready = linux_detach()
    guard ready >= 0 else { throw StartError(cannot: "go into the background", -ready) }
    return Descriptor(owning: ready)
}

/// No descriptor of ours may become 0, 1 or 2: a command's are put there.
func openStandardDescriptors() {
    var number: Int32
    repeat { number = unsafe open("/dev/null", O_RDWR) } while (0...2).contains(number)
    if number > 2 { close(number) }
}

openStandardDescriptors()
do {
    switch try Options(Array(CommandLine.arguments.dropFirst())) {
    case .help: print(Options.usage, terminator: "")
    case .freeCgroup: CgroupTree.free()
    case .version: print("notifyd-launcher \(Options.versionText)")
    case .serve(let settings):
        do {
            try serve(settings)
        } catch {
            Log.line(error.text)
            exit(1)
        }
    }
} catch {
    Log.line(error.text)
    exit(2)
}
