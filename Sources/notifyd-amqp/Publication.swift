import CRabbitMQ
import Formats

/// One delivery on its way to a broker.
enum Publication {
    static func verdict(onDelivery bytes: [UInt8]) -> Verdict {
        guard let delivery = (try? JSONValue(parsing: bytes))?.object,
            let id = delivery["id"]?.string
        else {
            return .rejected("what it was given is no delivery of notifyd: an object with an id")
        }
        let configuration: Configuration
        do throws(Configuration.Problem) {
            configuration = try Configuration(delivery["parameters"]?.object ?? [:])
        } catch {
            return .rejected(error.reason)
        }
        let occasion = delivery["event"]?["occasion"]?.string ?? ""
        let key =
            configuration.routingKey
            ?? [delivery["project"]?.string ?? "", delivery["schedule"]?.string ?? "", occasion]
            .joined(separator: ".")
        guard key.utf8.count <= Bounds.shortString else {
            return .rejected("the routing key has more than \(Bounds.shortString) bytes")
        }
        var body = delivery
        for name in ["parameters", "kind", "protocol"] { body[name] = nil }
        let outcome = unsafe publish(
            JSONValue.object(body).bytes, id: id, occasion: occasion, key: key,
            at: delivery["at"]?.string.flatMap(Timestamp.init), configuration)
        return unsafe Answer(outcome).verdict(
            from: configuration.place, exchange: configuration.exchange)
    }

    private static func publish(
        _ body: [UInt8], id: String, occasion: String, key: String, at time: Timestamp?,
        _ configuration: Configuration
    ) -> crabbit_outcome {
        // They live as long as the call, which keeps none of them.
        let texts = Texts([
            configuration.host, configuration.authorities, configuration.virtualHost,
            configuration.user, configuration.password, configuration.exchange, key, id, occasion,
        ])
        var broker = unsafe crabbit_broker()
        unsafe broker.host = unsafe texts[0]
        unsafe broker.port = configuration.usedPort
        unsafe broker.encrypts = configuration.isEncrypted
        unsafe broker.verifies = configuration.verifies
        unsafe broker.authorities = unsafe texts[1]
        unsafe broker.virtual_host = unsafe texts[2]
        unsafe broker.user = unsafe texts[3]
        unsafe broker.password = unsafe texts[4]
        unsafe broker.seconds = Bounds.stepSeconds
        unsafe broker.heartbeat_seconds = Bounds.heartbeatSeconds
        var message = unsafe crabbit_message()
        unsafe message.exchange = unsafe texts[5]
        unsafe message.declares = configuration.declaration == .durable
        unsafe message.checks = configuration.declaration == .passive
        unsafe message.routing_key = unsafe texts[6]
        unsafe message.is_mandatory = configuration.isMandatory
        unsafe message.id = unsafe texts[7]
        unsafe message.type = unsafe texts[8]
        unsafe message.seconds_since_1970 = UInt64(max(0, (time?.seconds ?? 0)))
        var outcome = unsafe crabbit_outcome()
        unsafe body.withUnsafeBytes { buffer in
            unsafe message.body = buffer.baseAddress
            unsafe message.size = buffer.count
            unsafe crabbit_publish(&broker, &message, &outcome)
        }
        return unsafe withExtendedLifetime(texts) { unsafe outcome }
    }
}

/// Texts as C has them, for as long as this lives.
@safe private final class Texts {
    private let pointers: [UnsafeMutablePointer<CChar>]

    init(_ texts: [String]) {
        unsafe pointers = texts.map { text in
            let bytes = Array(text.utf8CString)
            let pointer = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
            unsafe pointer.initialize(from: bytes, count: bytes.count)
            return unsafe pointer
        }
    }

    deinit {
        unsafe pointers.forEach { unsafe $0.deallocate() }
    }

    @unsafe subscript(index: Int) -> UnsafePointer<CChar> {
        unsafe UnsafePointer(pointers[index])
    }
}
