import Formats

/// A frame of a client: which method it calls, with what, and how it wants to be answered.
struct Request: Sendable {
    let method: String
    let parameters: JSONObject
    let wantsMore: Bool
    let isOneway: Bool
    let wantsUpgrade: Bool

    /// Reads a frame as strictly as systemd does: no unknown members, and one flag at most.
    init(frame: [UInt8]) throws(RequestError) {
        let value: JSONValue
        do throws(JSONError) { value = try JSONValue(parsing: frame) } catch {
            throw RequestError(description: "a message that is not JSON: \(error)")
        }
        guard let object = value.object else {
            throw RequestError(description: "a message that is no object")
        }
        var method: String?
        var parameters = JSONObject()
        var flags: Set<String> = []
        for (name, value) in object.members {
            switch (name, value) {
            case ("method", .string(let text)): method = text
            case ("parameters", .object(let object)): parameters = object
            case ("parameters", .null), ("more", .bool(false)), ("oneway", .bool(false)),
                ("upgrade", .bool(false)):
                break
            case ("more", .bool(true)), ("oneway", .bool(true)), ("upgrade", .bool(true)):
                flags.insert(name)
            default:
                throw RequestError(description: "a message with a member that has no place in it")
            }
        }
        guard let method else { throw RequestError(description: "a message without a method") }
        guard flags.count <= 1 else {
            throw RequestError(
                description: "a message with more than one of more, oneway and upgrade")
        }
        self.method = method
        self.parameters = parameters
        wantsMore = flags.contains("more")
        isOneway = flags.contains("oneway")
        wantsUpgrade = flags.contains("upgrade")
    }
}

/// Why a frame is no request.
struct RequestError: Error, CustomStringConvertible {
    let description: String
}
