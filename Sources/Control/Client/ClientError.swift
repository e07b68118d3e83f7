package import Formats
package import Platform

/// Why a call has no answer, or a bad one.
package enum ClientError: Error, Hashable, Sendable {
    /// Nobody serves the socket, or it may not be opened.
    case unreachable(path: String, reason: SystemError)
    /// The service answered with an error.
    case remote(name: String, parameters: JSONObject)
    /// The connection ended, or what came is no Varlink.
    case broken(String)
    case cancelled
}

extension ClientError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreachable(let path, let reason):
            "cannot reach the service at \(path): \(SystemError.text(reason.errno))"
        case .remote(let name, let parameters):
            parameters["message"]?.string ?? Self.text(name, parameters)
        case .broken(let why): why
        case .cancelled: "the call was cancelled"
        }
    }

    private static func text(_ name: String, _ parameters: JSONObject) -> String {
        switch name {
        case "org.varlink.service.InvalidParameter":
            "the service does not take the parameter \(parameters["parameter"]?.string ?? "")"
        case "org.varlink.service.MethodNotFound", "org.varlink.service.MethodNotImplemented":
            "the service has no method \(parameters["method"]?.string ?? ""); it may be older than this program"
        case "org.varlink.service.InterfaceNotFound":
            "the service has no interface \(parameters["interface"]?.string ?? "")"
        default:
            parameters.isEmpty ? name : "\(name): \(JSONValue.object(parameters).text)"
        }
    }
}
