package import Domain
package import Formats
import Platform

extension Store {
    /// Stores a notifier; one that is there keeps its owner, and is changed only when that is asked for.
    package func addNotifier(
        _ draft: NotifierDraft, replacing: Bool = false, by caller: Caller, now: Timestamp
    ) async throws(StoreError) {
        try await write { session throws(StoreError) in
            if draft.isShared == true, !caller.isAdministrator {
                throw .notPermitted(
                    "the notifier \(draft.name) is to be shared: only administrators may share one")
            }
            var owner = Owner(uid: caller.uid)
            if try session.notifierRow(draft.name) != nil {
                owner = try session.notifierRow(draft.name, for: caller).owner
                guard replacing else {
                    throw .invalidState(
                        "there is a notifier \(draft.name) already: choose another name, or ask for "
                            + "it to be replaced")
                }
            } else {
                try session.checkRoom(forNotifierOf: owner)
            }
            try session.store(draft, owner: owner, now: now)
        }
    }

    /// Removes a notifier that nothing uses; by force, what uses it fails to be delivered.
    package func removeNotifier(
        _ name: Name, force: Bool, by caller: Caller
    ) async throws(StoreError) {
        try await write { session throws(StoreError) in
            _ = try session.notifierRow(name, for: caller)
            let users = try session.users(ofNotifier: name)
            guard force || users.isEmpty else {
                throw .invalidState(
                    "the notifier \(name) is in use (\(users.description)): let these use another "
                        + "one, or remove it by force, and what they have to tell through it fails")
            }
            try session.deleteNotifier(name)
        }
    }

    /// Disables a notifier, or enables it when the disablement is nil.
    package func setDisablement(
        _ disablement: Notifier.Disablement?, ofNotifier name: Name, by caller: Caller
    ) async throws(StoreError) {
        try await write { session throws(StoreError) in
            _ = try session.notifierRow(name, for: caller)
            try session.connection.run(
                "UPDATE notifier SET disabled_at = ?, disabled_reason = ? WHERE name = ?",
                [.time(disablement?.at), .text(disablement?.reason ?? ""), .name(name)])
        }
    }

    /// One notifier that the caller may see, and what uses it.
    package func notifier(
        _ name: Name, by caller: Caller
    ) async throws(StoreError) -> (notifier: Notifier, users: NotifierUsers) {
        try await read { session throws(StoreError) in
            guard let row = try session.notifierRow(name) else {
                throw .notFound(kind: "notifier", name: name.text)
            }
            guard let notifier = row.notifier else {
                throw .failed("the notifier \(name) in the store cannot be read: replace it")
            }
            guard notifier.isShared || caller.mayManage(notifier.owner) else {
                throw .notPermitted(
                    "the notifier \(name) belongs to user \(notifier.owner.uid): only they and "
                        + "administrators may see it")
            }
            let users =
                caller.mayManage(notifier.owner)
                ? try session.users(ofNotifier: name) : NotifierUsers(names: [], isCut: false)
            return (notifier, users)
        }
    }

    /// The notifiers that the caller may see, by name; one that cannot be read is logged and left out.
    package func listNotifiers(
        by caller: Caller, after: Name? = nil, limit: Int
    ) async throws(StoreError) -> [Notifier] {
        try await read { session throws(StoreError) in
            var filter = Filter("name > ?", .text(after?.text ?? ""))
            if !caller.isAdministrator {
                filter.add("(owner = ? OR is_shared = 1)", .integer(Int64(caller.uid)))
            }
            return try session.page(
                limit, "SELECT name FROM notifier WHERE \(filter.sql) ORDER BY name",
                filter.parameters
            ) { columns throws(StoreError) -> Notifier? in
                guard
                    let name = session.readable(
                        "notifier", &columns,
                        { columns throws(UnreadableRow) in
                            try columns.name()
                        })
                else { return nil }
                switch try session.notifierRow(name)?.found {
                case .notifier(let notifier)?: return notifier
                case .unreadable(_, let why)?:
                    session.log.error(
                        "the notifier \(name) in the store cannot be read, and is left out: \(why)")
                    return nil
                case nil: return nil
                }
            }
        }
    }

    /// What there is under names of notifiers, for whoever sends; names without a notifier are absent.
    package func notifiers(
        named names: Set<Name>
    ) async throws(StoreError) -> [Name: FoundNotifier] {
        try await read { session throws(StoreError) in
            var found: [Name: FoundNotifier] = [:]
            for name in names { found[name] = try session.notifierRow(name)?.found }
            return found
        }
    }

    /// The names of the notifiers that notifications of an owner's schedules may use.
    package func notifierNames(usableBy owner: Owner?) async throws(StoreError) -> [Name] {
        try await read { session throws(StoreError) in
            try session.page(
                Int.max, "SELECT name FROM notifier WHERE owner = ? OR is_shared = 1 ORDER BY name",
                [owner.map(Parameter.owner) ?? .null]
            ) { columns throws(StoreError) in
                session.readable("notifier", &columns) { columns throws(UnreadableRow) in
                    try columns.name()
                }
            }
        }
    }
}

extension Session {
    fileprivate func checkRoom(forNotifierOf owner: Owner) throws(StoreError) {
        let count = try connection.first(
            "SELECT count(*) FROM notifier WHERE owner = ?", [.owner(owner)]
        ) { columns throws(StoreError) in columns.integer() }
        guard Int(count ?? 0) < Limits.notifiers else {
            throw .invalidState(
                "user \(owner.uid) has \(Limits.notifiers) notifiers already: remove one first")
        }
    }
}
