import CSchema
import Control
import Formats
import Testing

/// The interface file, which every reply and error is held to.
enum Contract {
    static let interface: InterfaceDescription = {
        let text = unsafe UnsafeRawBufferPointer(
            start: schema_varlink.text, count: schema_varlink.length)
        do {
            return try InterfaceDescription(parsing: unsafe String(decoding: text, as: UTF8.self))
        } catch {
            fatalError("\(error)")
        }
    }()

    static func check(_ reply: JSONObject, of method: String) throws {
        let described = try #require(interface.method(method), "\(method)")
        let faults = interface.faults(of: reply, against: described.replies)
        #expect(faults.isEmpty, "\(method): \(faults)")
    }

    /// The error's name within the interface.
    static func check(_ error: ClientError, of method: String) throws -> Refusal {
        guard case .remote(let name, let parameters) = error else { throw error }
        guard name.hasPrefix("io.notifyd.") else {
            return Refusal(name: name, parameters: parameters)
        }
        let short = String(name.dropFirst("io.notifyd.".count))
        let fields = try #require(interface.errors[short], "\(method): \(name)")
        let faults = interface.faults(of: parameters, against: fields)
        #expect(faults.isEmpty, "\(method): \(name): \(faults)")
        return Refusal(name: short, parameters: parameters)
    }
}

/// The error that a call was answered with.
struct Refusal: Error, CustomStringConvertible {
    let name: String
    let parameters: JSONObject

    var message: String { parameters["message"]?.string ?? "" }
    var paths: [String] {
        (parameters["faults"]?.array ?? []).map { $0["path"]?.string ?? "" }
    }
    var description: String { "\(name): \(JSONValue.object(parameters).text)" }
}
