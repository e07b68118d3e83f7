import Daemon
import Definitions
import Domain
import Glibc
import Platform
import Systemd

/// The service from its start to its end, and the signals between.
struct ServiceProgram: Sendable {
    /// Why it does not start.
    struct Failure: Error, CustomStringConvertible {
        let description: String
        let status: Int32
    }

    private let settings: Settings
    private let log: Log
    private let arrivals: AsyncStream<Int32>
    private let arrival: AsyncStream<Int32>.Continuation

    /// Reads the settings, and takes over what systemd hands to the process.
    init(_ start: Options.Start, log: Log) throws(Failure) {
        var settings: Settings
        do throws(InvalidFiles) { settings = try start.files.settings() } catch {
            throw Failure(description: error.description, status: ExitStatus.settings)
        }
        do throws(SystemError) { settings.handedSockets = try HandedSocket.take() } catch {
            throw Failure(description: error.description, status: ExitStatus.settings)
        }
        // What commands are told to call is what is listened on.
        settings.socketPath = settings.handedSockets.first?.path ?? settings.socketPath
        settings.discardsSecrets = start.discardsSecrets
        settings.commandOpenFiles = OpenFileLimit.raise()
        settings.environment = ChannelEnvironment(
            synonyms: PluginNames.kinds, variable: ProcessEnvironment.value)
        self.settings = settings
        self.log = log
        (arrivals, arrival) = AsyncStream.makeStream(of: Int32.self)
    }

    /// Takes up a signal.
    func arrived(_ signal: Int32) { arrival.yield(signal) }

    /// Returns the exit status.
    ///
    /// SIGHUP has the settings read again, and ends a service whose terminal has gone.
    func run() async -> Int32 {
        let (stops, stop) = AsyncStream.makeStream(of: Void.self)
        let assembly = Assembly(settings: settings, log: log, recordsEvents: Log.writesToJournal)
        do {
            try await assembly.run(on: EventLoop()) { configuration in
                log.notice("ready: clients call on \(settings.socketPath)", .ready)
                ServiceState.ready.tell()
                Task { await heed(configuration, stop) }
            } until: {
                for await _ in stops { break }
            }
            return 0
        } catch {
            log.error("\(error)", .failed)
            return StartFailure.concernsDatabase(error) ? ExitStatus.data : ExitStatus.failed
        }
    }

    private func heed(
        _ configuration: Configuration, _ stop: AsyncStream<Void>.Continuation
    ) async {
        for await number in arrivals {
            guard number == SIGHUP, isatty(0) == 0 else {
                log.notice("stopping on \(SignalName.of(number))", .stopping)
                ServiceState.stopping.tell()
                return stop.finish()
            }
            // What is wrong is in the log.
            _ = try? await configuration.reload()
        }
    }
}
