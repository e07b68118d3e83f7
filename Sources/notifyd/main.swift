// notifyd, the scheduler service.
//
// SECURITY. Runs as: an unprivileged user of its own in a system installation; otherwise whoever starts
// it. Reads and writes: its state folder, and nothing else; reads besides: its settings and schedule files,
// and the files, credentials and variables of its environment that administrators named in place of
// secrets. Talks to: clients on its Unix socket, who are known by SO_PEERCRED; the launcher on a Unix
// socket; the destinations of notifications over HTTP(S); the service manager and the journal. Starts: the
// launcher, when none answers and none is named; plugins in trusted folders, commands that administrators
// made channels, apprise and sendmail; it never executes a schedule's command itself.

import Daemon
import Domain
import Glibc
import Platform
import Systemd

/// The numbers of sysexits.h, where a restart mends nothing: the unit heeds them.
enum ExitStatus {
    static let failed: Int32 = 1
    static let usage: Int32 = 2
    static let data: Int32 = 65
    static let settings: Int32 = 78
}

switch Options(Array(Swift.CommandLine.arguments.dropFirst())) {
case .print(let text): print(text)
case .refuse(let why):
    Log.standard.error("\(why): see notifyd --help", .failed)
    exit(ExitStatus.usage)
case .check(let files):
    let faults = ConfigurationCheck.faults(of: files)
    for fault in faults { print(fault) }
    if faults.isEmpty { print("Settings and schedule files: nothing wrong.") }
    exit(faults.isEmpty ? 0 : ExitStatus.settings)
case .run(let start):
    let signals = Signals(blocking: [SIGTERM, SIGINT, SIGHUP])
    _ = signal(SIGPIPE, SIG_IGN)
    let log = Log.standard
    do {
        let service = try ServiceProgram(start, log: log)
        Task.detached { exit(await service.run()) }
        // The main thread is the one that signals go to: left to the runtime, it would unblock them.
        while true { service.arrived(signals.wait()) }
    } catch {
        log.error("\(error)", .failed)
        exit(error.status)
    }
}
