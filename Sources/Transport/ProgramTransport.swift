internal import Channels
internal import Platform

/// Hands messages to programs of this machine, each on a thread of its own.
final class ProgramTransport: Sendable {
    private let slots: Slots
    private let limits: Limits
    private let find: @Sendable (_ program: String) -> String?

    init(limits: Limits, find: @escaping @Sendable (_ program: String) -> String?) {
        self.limits = limits
        self.find = find
        slots = Slots(limits.programs)
    }

    /// Runs a program to its end; cancelling the task ends it, with its process group.
    func run(
        _ program: String, _ arguments: [String], input: [UInt8], timeout: Duration
    ) async -> Result<ProgramReply, TransportFailure> {
        let cancelled = TransportFailure(.cancelled, "the program \(program) was cancelled")
        guard let path = find(program) else {
            return .failure(
                .init(.connect, "this machine has no program \(program) in PATH or /usr/sbin"))
        }
        let order = HelperProgram.Order(
            path: path, arguments: [program] + arguments, environment: Self.environment,
            input: input, outputLimit: limits.programOutput, timeout: timeout)
        guard await slots.take() else { return .failure(cancelled) }
        let answer = OneAnswer<Result<ProgramReply, TransportFailure>>()
        let run: HelperRun
        do throws(SystemError) {
            let started = try HelperRun(order)
            try Thread.start(name: "program") { [slots] in
                answer.give(Self.reply(to: started, program, timeout))
                slots.give()
            }
            run = started
        } catch {
            slots.give()
            return .failure(.init(.other, "\(error)"))
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { answer.wait($0) }
        } onCancel: {
            run.cancellation.request()
        }
    }

    private static func reply(
        to run: HelperRun, _ program: String, _ timeout: Duration
    ) -> Result<ProgramReply, TransportFailure> {
        let ended: HelperProgram
        do throws(SystemError) {
            ended = try HelperProgram.run(run.order, cancellation: run.cancellation)
        } catch {
            return .failure(.init(.other, "\(error)"))
        }
        let output = String(decoding: ended.output, as: UTF8.self)
        switch ended.ending {
        case .exited(let status):
            return .success(
                ProgramReply(program: program, ending: .exited(status), output: output))
        case .signalled(let signal):
            return .success(
                ProgramReply(program: program, ending: .signalled(signal), output: output))
        case .timedOut:
            let seconds = timeout.components.seconds
            return .failure(
                .init(.timeout, "the program \(program) did not end within \(seconds) seconds"))
        case .cancelled:
            return .failure(.init(.cancelled, "the program \(program) was cancelled"))
        }
    }

    /// What a program is given of our environment, which may hold secrets.
    private static var environment: [String] {
        ProcessEnvironment.lines(with: []).filter { line in
            let name = line.prefix { $0 != "=" }
            return inheritedVariables.contains(String(name)) || name.hasPrefix("LC_")
        }
    }

    private static let inheritedVariables: Set = [
        "PATH", "HOME", "LANG", "TZ", "TMPDIR", "USER", "LOGNAME",
    ]
}

/// What a program's thread and whoever may cancel it have in common.
private final class HelperRun: Sendable {
    let order: HelperProgram.Order
    let cancellation: Cancellation

    init(_ order: HelperProgram.Order) throws(SystemError) {
        self.order = order
        cancellation = try Cancellation()
    }
}
