import Control
import Definitions
import Delivery
import Domain
import Formats
import Persistence
import Platform
import Plugins
import Supervision
import Systemd

/// What administrators have written down for the service: read at the start, and again when asked to.
package actor Configuration {
    private let parts: Parts
    private let log: Log
    /// The settings that count.
    private var settings: Settings
    private var isReloading = false
    /// Whether the schedule files were refused when they were applied last.
    private var isFolderRefused = false
    private var awaitingTurn: [CheckedContinuation<Void, Never>] = []

    init(_ parts: Parts, log: Log) {
        self.parts = parts
        self.log = log
        settings = parts.settings
    }

    /// Looks for plugins at the start, and waits a moment for them to describe themselves.
    ///
    /// Until one has, what is to go through it waits; one that takes longer holds up nothing else.
    func findPlugins() async {
        let (ends, end) = AsyncStream.makeStream(of: Bool.self)
        let search = Task {
            await refreshPlugins(in: settings.pluginFolders)
            end.yield(true)
        }
        let timer = Task {
            try? await Task.sleep(for: DaemonLimits.pluginPatience)
            end.yield(false)
        }
        for await isComplete in ends {
            timer.cancel()
            if !isComplete { Task { await applyAgain(after: search) } }
            return
        }
    }

    /// Applies what was refused for want of a plugin that was late.
    private func applyAgain(after search: Task<Void, Never>) async {
        await search.value
        if isFolderRefused { await applyScheduleFolder() }
    }

    private func refreshPlugins(in folders: [String]) async {
        await parts.plugins.refresh(PluginSearch(in: PluginFolders(folders)))
        for fault in parts.plugins.faults { log.warning("\(fault)") }
    }

    /// Applies the folder of schedule files at the start; what is wrong there keeps nothing else from
    /// working.
    func applyScheduleFolder() async {
        await takeTurn()
        defer { endTurn() }
        do {
            try await applySchedules()
            isFolderRefused = false
        } catch {
            isFolderRefused = true
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
            await refreshPlugins(in: next.pluginFolders)
            // Schedules first, for they can still be refused.
            try await applySchedules(of: next.scheduleFolder)
            isFolderRefused = false
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
        let (owner, definitions) = try folder.read(among: parts.plugins.kinds)
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
