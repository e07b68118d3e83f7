// notifyd, the scheduler service.
//
// SECURITY. Runs as: an unprivileged user of its own in a system installation; otherwise whoever starts
// it. Reads and writes: its state folder, and nothing else; reads besides: the files, credentials and
// variables of its environment that administrators named in place of secrets. Talks to: clients on its
// Unix socket, who are known by SO_PEERCRED; the launcher on a Unix socket in the state folder; the destinations of
// notifications over HTTP(S). Starts: the launcher, when none answers; it never executes a schedule's
// command itself.

import Daemon
import Domain
import Glibc
import Platform

switch Options(Array(Swift.CommandLine.arguments.dropFirst())) {
case .print(let text): print(text)
case .refuse(let why):
    Log.standardError.error("\(why): see notifyd --help")
    exit(2)
case .run(var settings):
    settings.commandOpenFiles = OpenFileLimit.raise()
    let signals = Signals(blocking: [SIGTERM, SIGINT, SIGHUP])
    _ = signal(SIGPIPE, SIG_IGN)
    let (arrivals, arrived) = AsyncStream.makeStream(of: Int32.self)
    Task.detached { [settings] in
        let log = Log.standardError
        do {
            try await Assembly(settings: settings, log: log).run(on: EventLoop()) {
                log.notice("ready: clients call on \(settings.socketPath)")
            } until: {
                for await number in arrivals {
                    log.notice("stopping on \(SignalName.of(number))")
                    break
                }
            }
            exit(0)
        } catch {
            log.error("\(error)")
            exit(1)
        }
    }
    // The main thread is the one that signals go to: left to the runtime, it would unblock them.
    while true { arrived.yield(signals.wait()) }
}
