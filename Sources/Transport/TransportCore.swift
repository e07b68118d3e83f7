internal import CCurl
internal import Glibc

/// What callers and the transport's thread share.
///
/// `@unchecked`: `multi` is used by the thread alone, but for `wake`, which libcurl allows from any
/// thread; everything else is immutable or a mutex.
final class TransportCore: @unchecked Sendable {
    let limits: Limits
    let userAgent: String
    let mailbox = Mailbox()
    let multi: MultiHandle

    init?(userAgent: String, limits: Limits) {
        guard let multi = MultiHandle() else { return nil }
        self.limits = limits
        self.userAgent = userAgent
        let connections = Self.connections(limits)
        multi.set(CURLMOPT_MAX_TOTAL_CONNECTIONS, connections)
        // This bound counts those in use too: a smaller one would close each connection after its
        // request while many others wait for their answers.
        multi.set(CURLMOPT_MAXCONNECTS, connections)
        self.multi = multi
    }

    /// False when the transport is closed.
    @discardableResult
    func post(_ change: (inout Mailbox.Letters) -> Void) -> Bool {
        switch mailbox.put(change) {
        case .first: multi.wake()
        case .further: break
        case .refused: return false
        }
        return true
    }

    /// Beyond the open files that the process may have, connections would only fail.
    private static func connections(_ limits: Limits) -> Int {
        var files = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files) == 0 else {
            return limits.connections
        }
        return max(
            16, min(limits.connections, Int(clamping: files.rlim_cur) - limits.reservedFiles))
    }
}
