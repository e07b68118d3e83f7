import Glibc
import LaunchProtocol

/// Everything that one launcher program leaves to the next, which runs in the same process.
///
/// The next program may be newer: a change of this form needs a new `form`, and the old one read on.
struct Handover {
    static let form: UInt16 = 2
    /// The forms of earlier programs that are read too; the first one knows no cgroups.
    static let oldestForm: UInt16 = 1

    struct HeldState {
        let held: HeldRun
        let pid: pid_t
        let startedAt: Int64
        let startedMonotonic: UInt64
        let grace: UInt64
        let keepsLeftovers: Bool
        /// The folder of its cgroup.
        let cgroup: String?
        let context: StartContext?
        let startPipe: Int32?
        let log: Int32?
        let outputBytes: UInt64?
        let terminateAt: UInt64?
        let killAt: UInt64?
        let timedOut: Bool
        let aborted: Bool
        let outputExceeded: Bool
    }

    let instance: String
    let program: String
    let clientUser: UInt32?
    let socket: Int32
    let lock: Int32?
    let path: String?
    let openFilesSoft: UInt64
    let openFilesHard: UInt64
    let released: Bool
    let ending: Bool
    let runs: [HeldState]
}

extension Handover: WireValue {
    func encode(into encoder: inout WireEncoder) {
        encoder.write(Self.form)
        encoder.write(instance)
        encoder.write(program)
        encoder.write(clientUser)
        encoder.write(socket)
        encoder.write(lock)
        encoder.write(path)
        encoder.write(openFilesSoft)
        encoder.write(openFilesHard)
        encoder.write(released)
        encoder.write(ending)
        encoder.write(list: runs) { $1.encode(into: &$0) }
    }

    init(from decoder: inout WireDecoder) throws(WireError) {
        let form = try decoder.number(UInt16.self)
        guard (Self.oldestForm...Self.form).contains(form) else {
            throw WireError("state of form \(form)")
        }
        instance = try decoder.id()
        program = try decoder.string()
        clientUser = try decoder.optional { (decoder) throws(WireError) in try decoder.number() }
        socket = try decoder.number()
        lock = try decoder.optional { (decoder) throws(WireError) in try decoder.number() }
        path = try decoder.optional { (decoder) throws(WireError) in try decoder.string() }
        openFilesSoft = try decoder.number()
        openFilesHard = try decoder.number()
        released = try decoder.bool()
        ending = try decoder.bool()
        runs = try decoder.list(atMost: Limits.heldRuns) { (decoder) throws(WireError) in
            try HeldState(from: &decoder, form: form)
        }
    }
}

extension Handover.HeldState {
    fileprivate func encode(into encoder: inout WireEncoder) {
        encoder.write(held)
        encoder.write(pid)
        encoder.write(startedAt)
        encoder.write(startedMonotonic)
        encoder.write(grace)
        encoder.write(keepsLeftovers)
        encoder.write(cgroup)
        encoder.write(context)
        encoder.write(startPipe)
        encoder.write(log)
        encoder.write(outputBytes)
        encoder.write(terminateAt)
        encoder.write(killAt)
        encoder.write(timedOut)
        encoder.write(aborted)
        encoder.write(outputExceeded)
    }

    fileprivate init(from decoder: inout WireDecoder, form: UInt16) throws(WireError) {
        held = try HeldRun(from: &decoder)
        pid = try decoder.number()
        startedAt = try decoder.number()
        startedMonotonic = try decoder.number()
        grace = try decoder.number()
        // Before there were cgroups nothing was ended that a run left behind.
        keepsLeftovers = form < 2 ? true : try decoder.bool()
        cgroup =
            form < 2
            ? nil
            : try decoder.optional { (decoder) throws(WireError) in try decoder.string() }
        context = try decoder.optional { (decoder) throws(WireError) in
            try StartContext(from: &decoder)
        }
        startPipe = try decoder.optional { (decoder) throws(WireError) in try decoder.number() }
        log = try decoder.optional { (decoder) throws(WireError) in try decoder.number() }
        outputBytes = try decoder.optional { (decoder) throws(WireError) in try decoder.number() }
        terminateAt = try decoder.optional { (decoder) throws(WireError) in try decoder.number() }
        killAt = try decoder.optional { (decoder) throws(WireError) in try decoder.number() }
        timedOut = try decoder.bool()
        aborted = try decoder.bool()
        outputExceeded = try decoder.bool()
    }
}
