import Domain
import Formats

/// A row of a notifier: whose it is is there even when the rest cannot be read.
struct NotifierRow {
    static let columns = """
        owner, name, is_shared, disabled_at, disabled_reason, kind, parameters, secret_parameters,
        created_at, changed_at
        """

    let owner: Owner
    let found: FoundNotifier

    init(reading columns: inout Columns, _ sealed: SealedSecrets) throws(UnreadableRow) {
        owner = try columns.owner()
        let name = try columns.name()
        let isShared = columns.flag()
        let disabledAt = columns.optionalTime()
        let reason = columns.text()
        let kind = columns.text()
        let (parameters, secrets) = (columns.text(), columns.text())
        do throws(UnreadableRow) {
            found = .notifier(
                Notifier(
                    name: name, owner: owner, isShared: isShared,
                    disablement: disabledAt.map { .init(at: $0, reason: reason) },
                    configuration: ChannelConfiguration(
                        kind: kind, parameters: try SealedSecrets.object(parameters),
                        secretParameters: try sealed.parameters(secrets)),
                    createdAt: columns.time(), changedAt: columns.time()))
        } catch {
            found = .unreadable(kind: kind, why: "\(error)")
        }
    }

    var notifier: Notifier? {
        if case .notifier(let notifier) = found { notifier } else { nil }
    }
}
