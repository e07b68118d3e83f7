import Definitions
import Domain
import Formats

extension Notifier {
    /// The notifier as the interface's `Notifier`: its parameters only for those who may change it, and
    /// its secrets masked by the writer.
    func wire(
        owner: String, for caller: Caller, by writer: ScheduleWriter
    ) -> JSONValue {
        var object: JSONObject = [
            "name": .string(name.text), "owner": .string(owner), "shared": .bool(isShared),
            "enabled": .bool(disablement == nil), "kind": .string(configuration.kind),
            "created_at": createdAt.wire, "changed_at": changedAt.wire,
        ]
        object["disabled_at"] = disablement?.at.wire
        object["disabled_reason"] = (disablement?.reason).flatMap {
            $0.isEmpty ? nil : .string($0)
        }
        guard caller.mayManage(self.owner) else { return .object(object) }
        let (parameters, secretParameters) = writer.parameters(configuration)
        object["params"] = parameters.isEmpty ? nil : .object(parameters)
        object["secret_params"] = secretParameters.isEmpty ? nil : .object(secretParameters)
        return .object(object)
    }
}
