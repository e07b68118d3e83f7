import Domain
import Formats
import Platform

/// Finds the service of a call, and holds the call and its replies to the interface.
struct Dispatcher: Sendable {
    private let services: [String: any Service]
    private let log: Log

    init(_ services: [any Service], log: Log) {
        self.services = Dictionary(services.map { ($0.interface.name, $0) }) { first, _ in first }
        self.log = log
    }

    /// Answers a request, whose replies before the last go to `send`.
    func answer(
        _ request: Request, from peer: Peer,
        send: @escaping @Sendable (JSONObject) async throws(CallError) -> Void
    ) async throws(CallError) -> JSONObject {
        guard let dot = request.method.lastIndex(of: ".") else {
            throw .interfaceNotFound(request.method)
        }
        let interfaceName = String(request.method[..<dot])
        let methodName = String(request.method[request.method.index(after: dot)...])
        guard let service = services[interfaceName] else { throw .interfaceNotFound(interfaceName) }
        let interface = service.interface
        guard let method = interface.method(methodName) else {
            throw .methodNotFound(request.method)
        }
        // No method here goes over to another protocol.
        if request.wantsUpgrade { throw .methodNotImplemented(request.method) }
        if let fault = interface.faults(of: request.parameters, against: method.parameters).first {
            throw .invalidParameter(fault.path)
        }
        let call = Call(
            method: method.name,
            parameters: interface.withoutNulls(request.parameters, method.parameters),
            wantsMore: request.wantsMore, isOneway: request.isOneway, peer: peer)
        let replies = ReplyWriter { (reply) async throws(CallError) in
            guard call.wantsMore else { throw .expectedMore }
            check(reply, of: method, in: interface)
            try await send(reply)
        }
        do throws(CallError) {
            let reply = try await service.handle(call, replies: replies)
            check(reply, of: method, in: interface)
            return reply
        } catch {
            check(error, of: method, in: interface)
            throw error
        }
    }

    /// A reply that breaks the contract is our mistake: it is sent all the same, and told in the log.
    private func check(
        _ reply: JSONObject, of method: InterfaceMethod, in interface: InterfaceDescription
    ) {
        guard let fault = interface.faults(of: reply, against: method.replies).first else { return }
        log.error(
            "a reply of \(interface.name).\(method.name) breaks the interface: "
                + "\(fault.path) \(fault.message)")
    }

    private func check(
        _ error: CallError, of method: InterfaceMethod, in interface: InterfaceDescription
    ) {
        guard error.name.hasPrefix(interface.name + ".") else { return }
        let name = String(error.name.dropFirst(interface.name.count + 1))
        guard let fields = interface.errors[name] else {
            return log.error(
                "\(interface.name).\(method.name) answers with the unknown error \(name)")
        }
        guard let fault = interface.faults(of: error.parameters, against: fields).first else {
            return
        }
        log.error("the error \(error.name) breaks the interface: \(fault.path) \(fault.message)")
    }
}
