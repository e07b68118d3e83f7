internal import Channels
internal import Platform

/// Sends mails through libcurl, each over a connection and on a thread of its own.
///
/// A thread, because libcurl waits for a mail server's last word in a way that stops every transfer of the
/// same loop: a server that thinks long about one mail would hold up everything else.
final class SMTPTransport: Sendable {
    private let limits: Limits
    private let slots: Slots

    init(limits: Limits) {
        self.limits = limits
        slots = Slots(limits.mails)
    }

    /// Carries out one; cancelling the task ends it at once, its thread within a second.
    func send(_ mail: SMTPMail) async -> SMTPCall.Outcome {
        let call = SMTPCall(to: mail.server.hostAndPort)
        guard CurlLibrary.isReady else {
            return .failure(
                .init(.other, "libcurl could not be started; free memory and try again"))
        }
        return await withTaskCancellationHandler {
            guard await slots.take() else {
                call.cancel()
                return await withCheckedContinuation { call.answer.wait($0) }
            }
            do throws(SystemError) {
                try Thread.start(name: "mail") { [limits, slots] in
                    SMTPTransfer.run(mail, for: call, limits)
                    slots.give()
                }
            } catch {
                slots.give()
                return .failure(.init(.other, "\(error)"))
            }
            return await withCheckedContinuation { call.answer.wait($0) }
        } onCancel: {
            call.cancel()
        }
    }
}
