package import Formats

/// The error that a call is answered with: its name in full, and the parameters its interface names.
package struct CallError: Error, Hashable, Sendable {
    package let name: String
    package let parameters: JSONObject

    package init(name: String, parameters: JSONObject = [:]) {
        self.name = name
        self.parameters = parameters
    }

    /// The client is gone or the server stops: nothing is answered.
    package static let abandoned = CallError(name: "")

    package static func invalidParameter(_ path: String) -> CallError {
        CallError(
            name: "org.varlink.service.InvalidParameter", parameters: ["parameter": .string(path)])
    }

    package static func interfaceNotFound(_ interface: String) -> CallError {
        CallError(
            name: "org.varlink.service.InterfaceNotFound",
            parameters: ["interface": .string(interface)])
    }

    package static func methodNotFound(_ method: String) -> CallError {
        CallError(
            name: "org.varlink.service.MethodNotFound", parameters: ["method": .string(method)])
    }

    package static func methodNotImplemented(_ method: String) -> CallError {
        CallError(
            name: "org.varlink.service.MethodNotImplemented",
            parameters: ["method": .string(method)])
    }

    /// The method answers in several replies, and the call did not say `more`.
    package static let expectedMore = CallError(name: "org.varlink.service.ExpectedMore")
}
