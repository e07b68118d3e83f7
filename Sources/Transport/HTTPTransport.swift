package import Channels
internal import Platform
internal import Synchronization

/// Sends HTTP requests, thousands at once, over one thread that sleeps while nothing happens.
///
/// Connections are kept for the next request to the same place; redirects are never followed. The
/// last reference closes it: requests still under way then end as cancelled.
package final class HTTPTransport: Sendable {
    private let core: TransportCore

    /// Why there is no transport.
    package struct Unavailable: Error, Sendable, CustomStringConvertible {
        package let description: String
    }

    /// `version` is what the user agent says after `notifyd/`, where it says one.
    package init(version: String? = nil, limits: Limits = Limits()) throws(Unavailable) {
        guard CurlLibrary.isReady,
            let core = TransportCore(
                userAgent: version.map { "notifyd/\($0)" } ?? "notifyd", limits: limits)
        else {
            throw Unavailable(
                description:
                    "libcurl could not be started; free memory or file descriptors and try again")
        }
        self.core = core
        do throws(SystemError) {
            try Thread.start(name: "transport") { TransferLoop(core).run() }
        } catch {
            throw Unavailable(description: "\(error)")
        }
    }

    deinit {
        close()
    }

    /// Ends every request under way as cancelled, and the thread with it.
    package func close() {
        core.post { $0.closing = true }
    }

    /// Carries out one request; cancelling the task ends it at once.
    package func send(_ request: HTTPRequest) async -> Result<HTTPReply, TransportFailure> {
        let revocation = Revocation()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let sending = Sending(request, revocation: revocation, continuation: continuation)
                if !core.post({ $0.sends.append(sending) }) { sending.endCancelled() }
            }
        } onCancel: {
            revocation.isCancelled.store(true, ordering: .releasing)
            core.post { $0.cancelled.append(ObjectIdentifier(revocation)) }
        }
    }
}
