import Channels
import Scheduling
import Control
import Definitions
import Domain
import Formats
import Glibc
import Persistence
import Platform

/// The folder of schedule files that administrators keep, such as `/etc/notifyd/schedules.d`.
///
/// Its schedules belong to the folder's owner, and are what its files say: one that is in no file any
/// more is deleted.
struct ScheduleFolder {
    let path: String
    let environment: ChannelEnvironment

    /// What its files define, and whose it is; throws all that is wrong with them.
    func read(
        among kinds: ChannelKinds
    ) throws(InvalidFiles) -> (owner: Caller, definitions: [ScheduleDefinition]) {
        let owner = try owner()
        let files = try DefinitionFolder.files(path)
        let faults = files.compactMap { file in
            fault(with: file.name, of: owner).map {
                FileFault(file: file.name, fault: Fault(path: "", message: $0))
            }
        }
        guard faults.isEmpty else { throw InvalidFiles(faults: faults) }
        let caller = Caller(uid: owner, isAdministrator: true)
        let reader = ScheduleReader(for: caller, among: kinds, in: environment)
        return (caller, try reader.schedules(inFiles: files))
    }

    /// Makes the store's schedules be those of the folder; what changed.
    func apply(
        _ definitions: [ScheduleDefinition], of owner: Caller, _ parts: Parts
    ) async throws -> (changed: Int, deleted: Int) {
        let application = ScheduleApplication(parts: parts, caller: owner)
        do {
            try await application.check(definitions)
        } catch let error as CallError {
            throw named(error, definitions)
        }
        var deleted: [Schedule] = []
        let applied = try await application.apply(definitions) { now in
            let result = try await parts.store.applyFileSchedules(definitions, by: owner, now: now)
            deleted = result.deleted
            return result.applied
        }
        for schedule in deleted { await parts.scheduler.removed(schedule.id) }
        return (applied.count { $0.change != .unchanged }, deleted.count)
    }

    /// The check counts schedules; people name them.
    private func named(_ error: CallError, _ definitions: [ScheduleDefinition]) -> InvalidFiles {
        let faults = (error.parameters["faults"]?.array ?? []).map { fault in
            let path = fault["path"]?.string ?? ""
            let index = Int(path.drop { !$0.isNumber }.prefix(while: \.isNumber)) ?? 0
            let key = definitions.indices.contains(index) ? definitions[index].key.shortText : ""
            let rest = path.drop { $0 != "]" }.dropFirst()
            return FileFault(
                file: self.path,
                fault: Fault(path: "\(key)\(rest)", message: fault["message"]?.string ?? ""))
        }
        return faults.isEmpty
            ? DefinitionFolder.fault(of: path, error.parameters["message"]?.string ?? error.name)
            : InvalidFiles(faults: faults)
    }

    private func owner() throws(InvalidFiles) -> UInt32 {
        var status = stat()
        guard unsafe path.withCString({ unsafe stat($0, &status) }) == 0 else {
            if errno == ENOENT { return geteuid() }
            throw DefinitionFolder.fault(of: path, "cannot be read: \(SystemError.text(errno))")
        }
        guard status.st_uid == 0 || status.st_uid == geteuid() else {
            throw DefinitionFolder.fault(
                of: path,
                "belongs to user \(status.st_uid), and its schedules would be theirs: give it to root"
            )
        }
        if let fault = openness(status) { throw DefinitionFolder.fault(of: path, fault) }
        return status.st_uid
    }

    /// Who may write a file decides what its owner runs.
    private func fault(with file: String, of owner: UInt32) -> String? {
        var status = stat()
        guard unsafe file.withCString({ unsafe stat($0, &status) }) == 0 else { return nil }
        guard status.st_uid == owner || status.st_uid == 0 else {
            return "belongs to user \(status.st_uid): give it to the owner of its folder"
        }
        return openness(status)
    }

    private func openness(_ status: stat) -> String? {
        status.st_mode & (S_IWGRP | S_IWOTH) == 0
            ? nil : "may be written by others than its owner: take that away with chmod go-w"
    }
}
