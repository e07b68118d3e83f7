internal import CCurl
package import Channels
internal import Platform
internal import Synchronization

/// Sends HTTP requests, thousands at once, over one thread that sleeps while nothing happens.
///
/// Connections are kept for the next request to the same place; redirects are followed only where a
/// request asks for that. The last reference closes it: requests still under way then end as cancelled.
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

    /// Carries out one request, wherever it is redirected; cancelling the task ends it at once.
    package func send(_ request: HTTPRequest) async -> Result<HTTPReply, TransportFailure> {
        if request.redirects == .refused { return await carryOut(request) }
        let start = ContinuousClock.now
        var current = request
        for _ in 0...core.limits.redirects {
            let result = await carryOut(current)
            guard case .success(let reply) = result,
                HTTPRequest.redirections.contains(reply.status),
                let location = reply.header("Location"),
                let target = Self.target(of: location, in: current.url)
            else { return result }
            do throws(TransportFailure) {
                current = try current.redirected(to: target)
            } catch {
                return .failure(error)
            }
            current.timeout = request.timeout - start.duration(to: .now)
        }
        return .failure(
            TransportFailure(
                .forbidden,
                "\(request.url.hostAndPort) leads elsewhere more than \(core.limits.redirects) times: "
                    + "give the address that is meant"))
    }

    /// Where an answer leads; nil where that is no address of HTTP.
    private static func target(of location: String, in url: HTTPAddress) -> HTTPAddress? {
        guard let text = unsafe ccurl_resolve(url.text, location) else { return nil }
        defer { unsafe curl_free(text) }
        return try? HTTPAddress(unsafe String(cString: text))
    }

    private func carryOut(_ request: HTTPRequest) async -> Result<HTTPReply, TransportFailure> {
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
