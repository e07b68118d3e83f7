package import Channels
internal import Platform

/// Hands messages to programs of this machine, each on a thread of its own.
package final class ProgramTransport: Sendable {
    private let slots: Slots
    private let limits: Limits
    private let find: @Sendable (_ program: String) -> String?

    /// `find` tells where the program of a name lies.
    package init(
        limits: Limits = Limits(),
        find: @escaping @Sendable (_ program: String) -> String? = ProgramSearch.path(of:)
    ) {
        self.limits = limits
        self.find = find
        slots = Slots(limits.programs)
    }

    /// Carries out one request; cancelling the task ends the program, with its process group.
    package func send(_ request: ProgramRequest) async -> ChannelReply {
        let name = request.program.split(separator: "/").last.map(String.init) ?? request.program
        guard let path = path(of: request.program) else {
            let advice = request.package.map { ": install the package \($0)" } ?? ""
            return .failed(
                .init(.connect, "this machine has no program \(request.program)\(advice)"))
        }
        if request.mustBeTrusted, let fault = TrustedProgram().fault(of: path) {
            return .failed(.init(.connect, "the program \(name) is not executed: \(fault)"))
        }
        let order = HelperProgram.Order(
            path: path, arguments: [name] + request.arguments,
            environment: HelperEnvironment.lines, input: request.input,
            attachment: request.attachment, keepsErrorsApart: true,
            outputLimit: limits.programOutput, timeout: request.timeout)
        switch await run(order, name) {
        case .success(let reply): return .program(reply)
        case .failure(let failure): return .failed(failure)
        }
    }

    private func path(of program: String) -> String? {
        program.contains("/") ? program : find(program)
    }

    /// Runs a program to its end, whose outputs are one.
    func run(
        _ program: String, _ arguments: [String], input: [UInt8], timeout: Duration
    ) async -> Result<ProgramReply, TransportFailure> {
        guard let path = find(program) else {
            return .failure(
                .init(.connect, "this machine has no program \(program) in PATH or /usr/sbin"))
        }
        let order = HelperProgram.Order(
            path: path, arguments: [program] + arguments, environment: HelperEnvironment.lines,
            input: input, outputLimit: limits.programOutput, timeout: timeout)
        return await run(order, program)
    }

    private func run(
        _ order: HelperProgram.Order, _ program: String
    ) async -> Result<ProgramReply, TransportFailure> {
        guard await slots.take() else { return .failure(Self.cancelled(program)) }
        let answer = OneAnswer<Result<ProgramReply, TransportFailure>>()
        let run: HelperRun
        do throws(SystemError) {
            let started = try HelperRun(order)
            try Thread.start(name: "program") { [slots] in
                answer.give(Self.reply(to: started, program))
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
        to run: HelperRun, _ program: String
    ) -> Result<ProgramReply, TransportFailure> {
        let ended: HelperProgram
        do throws(SystemError) {
            ended = try HelperProgram.run(run.order, cancellation: run.cancellation)
        } catch {
            return .failure(.init(.other, "\(error)"))
        }
        let ending: ProgramReply.Ending
        switch ended.ending {
        case .exited(let status): ending = .exited(status)
        case .signalled(let signal): ending = .signalled(signal)
        case .timedOut:
            let seconds = run.order.timeout.components.seconds
            return .failure(
                .init(.timeout, "the program \(program) did not end within \(seconds) seconds"))
        case .cancelled: return .failure(cancelled(program))
        }
        return .success(
            ProgramReply(
                program: program, ending: ending,
                output: String(decoding: ended.output, as: UTF8.self),
                isOutputCut: ended.isOutputCut,
                errors: String(decoding: ended.errors, as: UTF8.self)))
    }

    private static func cancelled(_ program: String) -> TransportFailure {
        TransportFailure(.cancelled, "the program \(program) was cancelled")
    }
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
