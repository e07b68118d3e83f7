import Domain
import Formats

extension ScheduleReader {
    /// What a run is given, beside the variables of its environment.
    func parameters(
        _ place: Place, beside environment: [String: String], reading: inout Reading
    ) -> JSONObject {
        let members = reading.map(place) ?? []
        if let message = RunParameters.fault(ofCount: members.count) {
            reading.fault(place, message)
            return [:]
        }
        var parameters = JSONObject()
        for (name, place) in members {
            let value = place.node.json
            if let message = RunParameters.fault(ofName: name, beside: environment) {
                reading.fault(path: place.path, at: place.keyPosition, message)
            } else if let message = RunParameters.fault(name, value, beside: environment) {
                reading.fault(place, message)
            }
            parameters.append(name, value)
        }
        if let message = RunParameters.fault(parameters) { reading.fault(place, message) }
        return parameters
    }
}
