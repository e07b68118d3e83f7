package import Control
import Formats
import Glibc
import Platform

extension Failure {
    /// What a call has come to, in words for the user.
    package init(_ error: ClientError) {
        switch error {
        case .unreachable(_, let reason):
            let hint =
                reason.errno == EACCES || reason.errno == EPERM
                ? "you may not open it"
                : "is notifyd running? See \"systemctl status notifyd\", or name its socket with --socket"
            self.init("\(error.description.printable); \(hint)", code: .unreachable)
        case .remote(let name, let parameters):
            let faults = parameters["faults"]?.array ?? []
            self.init(
                error.description.printable, code: Self.code(name),
                lines: faults.count > 1 ? faults.map(Self.line) : [])
        case .broken, .cancelled: self.init(error.description.printable)
        }
    }

    private static func code(_ name: String) -> ExitCode {
        switch name {
        case "io.notifyd.NotFound": .notFound
        case "io.notifyd.NotPermitted", "org.varlink.service.PermissionDenied": .notPermitted
        default: .failed
        }
    }

    private static func line(_ fault: JSONValue) -> String {
        let path = fault["path"]?.string ?? ""
        let message = fault["message"]?.string ?? ""
        return (path.isEmpty ? message : "\(path): \(message)").printable
    }
}
