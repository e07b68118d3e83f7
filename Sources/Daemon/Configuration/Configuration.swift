import Control
import Definitions
import Delivery
import Domain
import Formats
import Persistence
import Platform
import Supervision
import Systemd

/// What administrators have written down for the service: read at the start, and again when asked to.
package actor Configuration {
    private let parts: Parts
    private let log: Log
    /// The settings that count.
    private var settings: Settings
    private var isReloading = false
    private var awaitingTurn: [CheckedContinuation<Void, Never>] = []

    init(_ parts: Parts, log: Log) {
        self.parts = parts
        self.log = log
        settings = parts.settings
    }

    /// Applies the folder of schedule files at the start; what is wrong there keeps nothing else from
    /// working.
    func applyScheduleFolder() async {
        do {
            try await applySchedules()
        } catch {
            refused(error, "the schedules of files stay as they were")
        }
    }

    /// Reads settings and schedule files again, and lets them count: all, or nothing where something is
    /// wrong, which is thrown.
    ///
    /// Returns the settings that count after a restart only, by the names they have in a file.
    @discardableResult
    package func reload() async throws -> [String] {
        await takeTurn()
        defer { endTurn() }
        ServiceState.reloading.tell()
        defer { ServiceState.ready.tell() }
        let pending: [String]
        do {
            let next = try settings.files?.settings() ?? settings
            // Schedules first, for they can still be refused.
            try await applySchedules(of: next.scheduleFolder)
            await parts.courier.change(retry: next.retryPolicy)
            await parts.courier.change(rules: next.rules(parts.denyList, parts.administrators))
            await parts.supervisor.change(limits: next.activeLimits)
            pending = next.unchangeable(comparedWith: parts.settings)
            settings = next
        } catch {
            refused(error, "what counted before counts on")
            throw error
        }
        let rest =
            pending.isEmpty
            ? "" : "; \(pending.joined(separator: ", ")) will count after a restart"
        log.notice("settings and schedule files are read again\(rest)", .reloaded)
        return pending
    }

    private func applySchedules() async throws {
        try await applySchedules(of: settings.scheduleFolder)
    }

    private func applySchedules(of folder: String?) async throws {
        guard let path = folder else { return }
        let folder = ScheduleFolder(path: path, environment: parts.settings.environment)
        let (owner, definitions) = try folder.read()
        let (changed, deleted) = try await folder.apply(definitions, of: owner, parts)
        if changed + deleted > 0 {
            log.notice(
                "\(folder.path): schedules created or updated: \(changed), deleted: \(deleted)")
        }
    }

    private func refused(_ error: any Error, _ consequence: String) {
        switch error {
        case let error as InvalidFiles:
            for fault in error.faults { log.error("\(fault)", .refused) }
            log.error("\(error.faults.count) faults in files: \(consequence)", .refused)
        default: log.error("\(error): \(consequence)", .refused)
        }
    }

    private func takeTurn() async {
        guard isReloading else {
            isReloading = true
            return
        }
        await withCheckedContinuation { awaitingTurn.append($0) }
    }

    private func endTurn() {
        if awaitingTurn.isEmpty {
            isReloading = false
        } else {
            awaitingTurn.removeFirst().resume()
        }
    }
}
