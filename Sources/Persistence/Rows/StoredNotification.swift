import Domain
import Formats

/// A row of a notification: what is needed to plan it is there even when the rest cannot be read.
struct StoredNotification: Sendable {
    static let columns = """
        name, interests, condition, message, subject, severity, notifier, kind, parameters,
        secret_parameters
        """

    let name: String
    /// The kind of its channel; of one that names a notifier "notifier".
    let kind: String
    let value: Result<Notification, UnreadableRow>
    /// Bytes that it takes, about.
    let size: Int
    private let interests: [Interest]

    /// Whether it wants to hear of it.
    func listens(to happening: Happening) -> Bool {
        interests.contains { $0.covers(happening) }
    }

    var notification: Notification? { try? value.get() }

    /// What runs keep of it; as much as is known of one that cannot be read.
    var summary: JSONObject {
        notification?.summary ?? ["name": .string(name), "kind": .string(kind)]
    }

    init(reading columns: inout Columns, _ sealed: SealedSecrets) {
        name = columns.text()
        let words = columns.text()
        let condition = columns.text()
        let message = columns.text()
        let subject = columns.text()
        let severity = columns.text()
        let notifier = columns.optionalText()
        let kind = columns.optionalText()
        let parameters = columns.text()
        let secrets = columns.text()
        // Opened secrets are as long as sealed ones.
        let open = [name, words, condition, message, subject, parameters]
        size = open.reduce(sealed.bytes(secrets)) { $0 + $1.utf8.count }
        self.kind = kind ?? "notifier"
        let interests = words.split(separator: " ").map { Interest(rawValue: String($0)) }
        self.interests = interests.compactMap(\.self)
        do throws(UnreadableRow) {
            value = .success(
                Notification(
                    name: try Self.name(name),
                    target: try Self.target(notifier, kind, parameters, secrets, sealed),
                    when: try Self.interests(interests, words), condition: condition,
                    message: message,
                    subject: subject, severity: try Self.severity(severity)))
        } catch {
            value = .failure(error)
        }
    }

    /// The values of a row but for its set and position, in the order of the columns; `secret` is where its
    /// secret parameters are.
    static func parameters(of notification: Notification, secret: String?) -> [Parameter] {
        [
            .name(notification.name),
            .text(notification.when.map(\.rawValue).joined(separator: " ")),
            .text(notification.condition), .text(notification.message),
            .text(notification.subject), .word(notification.severity),
        ] + parameters(of: notification.target, secret)
    }

    private static func parameters(
        of target: NotificationTarget, _ secret: String?
    ) -> [Parameter] {
        switch target {
        case .notifier(let name): [.name(name), .null, .null, .null]
        case .channel(let configuration):
            [
                .null, .text(configuration.kind), .json(.object(configuration.parameters)),
                .json(SealedSecrets.stored(secret)),
            ]
        }
    }

    private static func target(
        _ notifier: String?, _ kind: String?, _ parameters: String, _ secrets: String,
        _ sealed: SealedSecrets
    ) throws(UnreadableRow) -> NotificationTarget {
        if let notifier { return .notifier(try name(notifier)) }
        return .channel(
            ChannelConfiguration(
                kind: kind ?? "", parameters: try SealedSecrets.object(parameters),
                secretParameters: try sealed.parameters(secrets)))
    }

    private static func name(_ text: String) throws(UnreadableRow) -> Name {
        do { return try Name(text) } catch { throw UnreadableRow("\(error)") }
    }

    private static func interests(
        _ interests: [Interest?], _ words: String
    ) throws(UnreadableRow) -> [Interest] {
        try interests.map { interest throws(UnreadableRow) in
            guard let interest else { throw UnreadableRow("\"\(words)\" has an unknown word") }
            return interest
        }
    }

    private static func severity(_ word: String) throws(UnreadableRow) -> Severity {
        guard let severity = Severity(rawValue: word) else {
            throw UnreadableRow("\"\(word)\" is no severity")
        }
        return severity
    }
}
