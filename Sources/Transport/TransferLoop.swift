internal import CCurl
internal import Channels

/// The transport's thread: it owns every transfer, and sleeps unless there is something to do.
final class TransferLoop {
    private let core: TransportCore
    private var underWay: [ObjectIdentifier: Transfer] = [:]
    private var idle: [Transfer] = []

    init(_ core: TransportCore) {
        self.core = core
    }

    /// Returns when the transport is closed, with every caller answered.
    func run() {
        while true {
            let letters = core.mailbox.take()
            for sending in letters.sends { start(sending) }
            for id in letters.cancelled { cancel(id) }
            if letters.closing { break }
            let works = core.multi.perform()
            collect()
            guard works, core.multi.wait() else {
                endAll("libcurl could not go on; the system is out of memory or file descriptors")
                continue
            }
        }
        endAll("the transport was closed", kind: .cancelled)
    }

    private func start(_ sending: Sending) {
        guard !sending.isCancelled else { return sending.endCancelled() }
        guard let transfer = idle.popLast() ?? Transfer(limits: core.limits) else {
            return sending.end(.failure(.init(.other, "no memory is left for a request")))
        }
        do throws(TransportFailure) {
            try transfer.prepare(sending, userAgent: core.userAgent)
            guard transfer.join(core.multi) else {
                throw TransportFailure(.other, "libcurl did not take a request")
            }
            underWay[sending.id] = transfer
        } catch {
            _ = transfer.finish()
            sending.end(.failure(error))
        }
    }

    private func cancel(_ id: ObjectIdentifier) {
        // The letter may be older than a call that now has the same identity.
        guard let transfer = underWay[id], transfer.sending?.isCancelled == true else { return }
        release(transfer)?.endCancelled()
    }

    private func collect() {
        while let (transfer, result) = core.multi.nextEnded() {
            guard let address = transfer.sending?.request.url else { continue }
            if transfer.wantsFreshConnection, renew(transfer) { continue }
            let outcome = transfer.outcome(result, address: address)
            release(transfer)?.end(outcome)
        }
    }

    /// Begins a transfer anew that was given a connection which it may not use.
    private func renew(_ transfer: Transfer) -> Bool {
        transfer.leave(core.multi)
        transfer.demandFreshConnection()
        return transfer.join(core.multi)
    }

    private func endAll(_ why: String, kind: TransportFailure.Kind = .other) {
        for transfer in Array(underWay.values) {
            release(transfer)?.end(.failure(.init(kind, why)))
        }
    }

    /// Takes the transfer out of libcurl's hands and keeps its handle for the next request.
    private func release(_ transfer: Transfer?) -> Sending? {
        guard let transfer else { return nil }
        transfer.leave(core.multi)
        let sending = transfer.finish()
        if let sending { underWay[sending.id] = nil }
        if idle.count < core.limits.idleTransfers { idle.append(transfer) }
        return sending
    }
}
