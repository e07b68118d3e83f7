import Formats

/// What the plugin says of itself.
enum Description {
    static let value: JSONValue = [
        "summary": .string(summary),
        // Brokers mostly are where only the machine itself may reach them.
        "administrators": true,
        "destination": "host",
        "timeout": .integer(Bounds.deliverySeconds),
        "parameters": .array(parameters.map(\.value)),
    ]

    private static let summary =
        "Publishes the message and its runs as JSON to a topic exchange, and waits until the broker "
        + "has confirmed it."

    private struct Parameter {
        let name: String
        let form: String
        var isRequired = false
        var isSecret = false
        var standard: JSONValue = .null
        let meaning: String

        var value: JSONValue {
            [
                "name": .string(name), "form": .string(form), "required": .bool(isRequired),
                "secret": .bool(isSecret), "default": standard, "meaning": .string(meaning),
            ]
        }
    }

    private static let parameters = [
        Parameter(
            name: "exchange", form: "text", isRequired: true,
            meaning: "The topic exchange to publish to."),
        Parameter(
            name: "url", form: "text", isSecret: true,
            meaning: "The broker, as amqps://user:password@host:port/vhost; the other parameters "
                + "count more."),
        Parameter(
            name: "host", form: "text", meaning: "The broker's host; localhost without a url."),
        Parameter(
            name: "port", form: "integer",
            meaning: "Its port: 5671 with TLS and 5672 without where it is left out."),
        Parameter(
            name: "username", form: "text", meaning: "As whom to log in; guest without a url."),
        Parameter(
            name: "password", form: "text", isSecret: true, meaning: "The password for that."),
        Parameter(
            name: "vhost", form: "text", meaning: "The virtual host: / where it is left out."),
        Parameter(
            name: "tls", form: "boolean",
            meaning: "Whether the connection must be encrypted: true but for this machine's own "
                + "broker, and but for a url that begins with amqp:."),
        Parameter(
            name: "ca_file", form: "text", standard: .string(Configuration.systemAuthorities),
            meaning: "A PEM file with the authorities to trust."),
        Parameter(
            name: "verify_ssl", form: "boolean", standard: true,
            meaning: "Whether the broker's certificate must be valid."),
        Parameter(
            name: "routing_key", form: "text",
            meaning: "The routing key: project.schedule.occasion where it is left out."),
        Parameter(
            name: "declare", form: "text", standard: "durable",
            meaning: "What to do about the exchange: durable makes it where it is missing, passive "
                + "asks whether it is there, and never does neither."),
        Parameter(
            name: "mandatory", form: "boolean", standard: false,
            meaning: "Whether a message that reaches no queue is tried again."),
    ]
}

/// The plugin's bounds, each with its unit.
enum Bounds {
    /// The longest time for each step towards a broker.
    static let stepSeconds: Int32 = 10
    /// The longest time for all of them, before notifyd ends it.
    static let deliverySeconds: Int64 = 60
    /// How often both sides say that they are there.
    static let heartbeatSeconds: Int32 = 10
    /// Bytes of a short string of AMQP 0-9-1: of names and keys.
    static let shortString = 255
}
