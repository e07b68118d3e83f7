import CLinux
import Glibc
import LaunchProtocol

extension Launcher {
    /// Executes the program now on disk in this process: its children stay its children.
    ///
    /// Returns only when that failed, and then nothing has changed. Connections close by themselves;
    /// a client comes back and asks what is held.
    func reload() {
        reloads = false
        let bytes = {
            var encoder = WireEncoder(); encoder.write(handover); return encoder.bytes
        }()
        let number = unsafe linux_memory_file("notifyd-launcher")
        guard number >= 0 else {
            return Log.line("cannot reload: no memory file: \(Log.words(-number))")
        }
        let file = Descriptor(owning: number)
        guard file.write(bytes), lseek(file.number, 0, SEEK_SET) == 0 else {
            return Log.line("cannot reload: cannot write the state down: \(Log.words(errno))")
        }
        inheritAll(true)
        Readiness.reloading()
        let own = CommandLine.arguments.prefix { $0 != Options.handover }
        let arguments = CStrings(own + [Options.handover, "\(file.number)"])
        unsafe execv(settings.program, arguments.pointers)
        let error = errno
        inheritAll(false)
        Readiness.ready()
        Log.line("cannot reload: cannot execute \(settings.program): \(Log.words(error))")
    }

    /// Goes on where the program before this one stopped.
    convenience init(resuming descriptor: Int32) throws(StartError) {
        let file = try Descriptor.inherited(descriptor)
        let bytes = try file.readAll(atMost: Limits.handoverBytes)
        let handover: Handover
        do throws(WireError) {
            handover = try Handover(frame: bytes[...])
        } catch {
            throw StartError("cannot go on from the state handed over: \(error)")
        }
        let lock: Descriptor? =
            if let number = handover.lock { try Descriptor.inherited(number) } else { nil }
        try self.init(
            Settings(
                listener: Listener(
                    socket: try Descriptor.inherited(handover.socket), lock: lock,
                    path: handover.path),
                clientUser: handover.clientUser, instance: handover.instance,
                program: handover.program,
                openFiles: rlimit(
                    rlim_cur: rlim_t(handover.openFilesSoft),
                    rlim_max: rlim_t(handover.openFilesHard))))
        released = handover.released
        ending = handover.ending
        for state in handover.runs { adopt(try Run(state)) }
    }

    private var handover: Handover {
        Handover(
            instance: settings.instance, program: settings.program,
            clientUser: settings.clientUser, socket: settings.listener.socket.number,
            lock: settings.listener.lockNumber, path: settings.listener.path,
            openFilesSoft: UInt64(settings.openFiles.rlim_cur),
            openFilesHard: UInt64(settings.openFiles.rlim_max), released: released, ending: ending,
            runs: held.values.map(\.handover))
    }

    private func inheritAll(_ stay: Bool) {
        settings.listener.inherit(stay)
        for run in held.values {
            run.startPipe?.inherit(stay)
            run.output?.log.inherit(stay)
        }
    }
}

extension Run {
    fileprivate var handover: Handover.HeldState {
        let context: StartContext? =
            if case .starting(let context) = state { context } else { nil }
        return Handover.HeldState(
            held: held, pid: pid, startedAt: startedAt, startedMonotonic: startedMonotonic,
            grace: grace, keepsLeftovers: keepsLeftovers, cgroup: cgroup?.folder,
            context: context, startPipe: startPipe?.number,
            log: output?.log.number, outputBytes: (output?.bytes).map { UInt64($0) },
            terminateAt: terminateAt, killAt: killAt, timedOut: timedOut, aborted: aborted,
            outputExceeded: outputExceeded)
    }

    fileprivate convenience init(_ handed: Handover.HeldState) throws(StartError) {
        let state: State
        switch (handed.held, handed.context) {
        case (.starting, let context?): state = .starting(context)
        case (.starting, nil), (.running, _): state = .running
        case (.notStarted(let failure), _): state = .notStarted(failure)
        case (.ended(let end), _): state = .ended(end)
        }
        self.init(
            id: handed.held.id, pid: handed.pid, startedAt: handed.startedAt,
            startedMonotonic: handed.startedMonotonic, grace: handed.grace,
            keepsLeftovers: handed.keepsLeftovers, cgroup: handed.cgroup.map(Cgroup.init),
            state: state)
        if let pipe = handed.startPipe { startPipe = try Descriptor.inherited(pipe) }
        if let log = handed.log, let bytes = handed.outputBytes {
            output = OutputLimit(log: try Descriptor.inherited(log), bytes: bytes)
        }
        (terminateAt, killAt) = (handed.terminateAt, handed.killAt)
        (timedOut, aborted) = (handed.timedOut, handed.aborted)
        outputExceeded = handed.outputExceeded
    }
}
