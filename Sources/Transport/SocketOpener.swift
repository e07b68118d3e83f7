internal import CCurl
internal import Channels
internal import Domain

/// Opens a transfer's sockets: to the addresses that its sender may reach, and to no other.
///
/// What counts is the address that is connected to, since a name may lead anywhere, and elsewhere the
/// next time that it is asked for.
@safe final class SocketOpener {
    private var reach = NetworkReach.everywhere
    private var refused: (address: IPAddress, reason: String)?
    private var opened = 0
    /// A connection from before leads where this sender may not go.
    private(set) var refusedConnection = false

    /// Has it asked for a transfer, which must not outlive it.
    func watch(_ easy: borrowing EasyHandle, reach: NetworkReach) -> Bool {
        self.reach = reach
        (refused, opened, refusedConnection) = (nil, 0, false)
        guard case .outside = reach else { return true }
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe easy.set(opener: openSocket, check: checkConnection, context: context)
        // Behind a proxy of the service's own, all of them would look like the proxy's address.
        return easy.set(CURLOPT_PROXY, "")
    }

    /// Asks for a connection of its own.
    func demandFreshConnection(_ easy: borrowing EasyHandle) {
        refusedConnection = false
        easy.set(CURLOPT_FRESH_CONNECT, true)
    }

    /// Why nothing was sent; nil when that is for other reasons.
    func failure(at place: String) -> TransportFailure? {
        guard let refused, opened == 0 || refusedConnection else { return nil }
        return TransportFailure(
            .forbidden,
            "\(place) is at \(refused.address), \(refused.reason), which only administrators may send "
                + "to: they can allow it to others with delivery.allow_private_addresses in "
                + "notifyd.yaml")
    }

    fileprivate func open(_ address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
        var start: UnsafePointer<UInt8>?
        let count = unsafe ccurl_address_bytes(address, &start)
        guard let target = unsafe IPAddress(bytes: UnsafeBufferPointer(start: start, count: count)),
            mayReach(target)
        else { return CURL_SOCKET_BAD }
        opened += 1
        return unsafe ccurl_open_socket(address)
    }

    fileprivate func mayUse(_ address: String) -> Bool {
        // Of one within a link, the link is told behind a percent sign.
        let text = String(address.prefix { $0 != "%" })
        guard let target = IPAddress(text), mayReach(target) else {
            refusedConnection = true
            return false
        }
        return true
    }

    private func mayReach(_ address: IPAddress) -> Bool {
        guard let reason = reach.refusal(of: address) else { return true }
        refused = (address, reason)
        return false
    }
}

@unsafe private func opener(_ context: UnsafeMutableRawPointer?) -> SocketOpener? {
    guard let context = unsafe context else { return nil }
    return unsafe Unmanaged<SocketOpener>.fromOpaque(context).takeUnretainedValue()
}

private func openSocket(
    _ context: UnsafeMutableRawPointer?, _ purpose: curlsocktype,
    _ address: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
    guard let opener = unsafe opener(context), let address = unsafe address else {
        return CURL_SOCKET_BAD
    }
    return unsafe opener.open(address)
}

private func checkConnection(
    _ context: UnsafeMutableRawPointer?, _ remote: UnsafeMutablePointer<CChar>?,
    _ local: UnsafeMutablePointer<CChar>?, _ remotePort: CInt, _ localPort: CInt
) -> CInt {
    guard let opener = unsafe opener(context), let remote = unsafe remote else {
        return CURL_PREREQFUNC_ABORT
    }
    return unsafe opener.mayUse(String(cString: remote))
        ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
}
