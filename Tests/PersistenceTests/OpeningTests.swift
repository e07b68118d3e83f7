import Domain
import Formats
import Glibc
import Persistence
import TestKit
import Testing

struct OpeningTests {
    private func open(_ folder: ScratchDirectory) throws(StoreError) -> Store {
        try Store.open(
            directory: folder.path + "/state", log: Journal().log, options: Bench.options)
    }

    private func refused(_ folder: ScratchDirectory) -> StoreError? {
        do throws(StoreError) {
            _ = try open(folder)
            return nil
        } catch {
            return error
        }
    }

    /// A folder with a store that was filled and closed.
    private func filled() async throws -> ScratchDirectory {
        let folder = ScratchDirectory()
        let store = try open(folder)
        let definitions = (0..<200).map { ScheduleDefinition.sample(Name(stringLiteral: "s\($0)")) }
        _ = try await store.applySchedules(definitions, by: Bench.alice, now: Bench.start)
        await store.close()
        return folder
    }

    private func mode(_ path: String) -> UInt32 {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
    }

    @Test func `only the owner may read what the store makes`() async throws {
        let folder = ScratchDirectory()
        let store = try open(folder)
        _ = try await store.applySchedules([.sample("a")], by: Bench.alice, now: Bench.start)
        #expect(mode(folder.path + "/state") == 0o700)
        for file in ["state.db", "state.db-wal", "state.db-shm", "state.lock"] {
            #expect(mode(folder.path + "/state/" + file) == 0o600, "\(file)")
        }
        await store.close()
        #expect(mode(folder.path + "/state/state.db-wal") == 0, "the log is gone after closing")
    }

    @Test func `a second store on the same folder is refused`() async throws {
        let folder = ScratchDirectory()
        let store = try open(folder)
        let error = refused(folder)
        #expect(error?.kind == "locked")
        #expect(error?.description.contains(folder.path) == true)
        #expect(error?.description.contains("process \(getpid())") == true)
        await store.close()
        let second = try open(folder)
        await second.close()
    }

    @Test func `a database of a newer version is refused and left as it is`() async throws {
        let folder = try await filled()
        let database = folder.path + "/state/state.db"
        try RawDatabase.execute("PRAGMA user_version = 9000", on: database)
        let before = try WholeFile.bytes(database)
        let error = refused(folder)
        #expect(error?.kind == "newer")
        #expect(error?.description.contains("9000") == true)
        #expect(try WholeFile.bytes(database) == before)
    }

    @Test func `another program's database is refused`() async throws {
        let folder = ScratchDirectory()
        unsafe mkdir(folder.path + "/state", 0o700)
        try RawDatabase.execute("CREATE TABLE t (x)", on: folder.path + "/state/state.db")
        #expect(refused(folder)?.kind == "damaged")
        #expect(
            try RawDatabase.integer("SELECT count(*) FROM t", of: folder.path + "/state/state.db")
                == 0)
    }

    @Test func `a file that is no database is refused and left as it is`() async throws {
        let folder = ScratchDirectory()
        unsafe mkdir(folder.path + "/state", 0o700)
        let text = Array(repeating: UInt8(ascii: "x"), count: 5000)
        try WholeFile.write(text, to: folder.path + "/state/state.db")
        #expect(refused(folder)?.kind == "damaged")
        #expect(try WholeFile.bytes(folder.path + "/state/state.db") == text)
    }

    @Test func `damage is found after the machine went down`() async throws {
        let folder = try await filled()
        let database = folder.path + "/state/state.db"
        var content = try WholeFile.bytes(database)
        // Half of the pages after the first are overwritten.
        for index in stride(from: 4096, to: content.count, by: 8192) {
            for offset in 0..<4096 where index + offset < content.count {
                content[index + offset] = 0x5A
            }
        }
        try WholeFile.write(content, to: database)
        try WholeFile.write("process 1\nanother boot\n", to: folder.path + "/state/state.lock")
        let error = refused(folder)
        #expect(error?.kind == "damaged")
        #expect(error?.description.contains("backup") == true)
        #expect(try WholeFile.bytes(database) == content)
    }

    @Test(arguments: [true, false])
    func `a database that is gone is not replaced by an empty one`(isTruncated: Bool) async throws {
        let folder = try await filled()
        let database = folder.path + "/state/state.db"
        if isTruncated { try WholeFile.write([], to: database) } else { unsafe unlink(database) }
        let error = refused(folder)
        #expect(error?.kind == "damaged")
        unsafe unlink(folder.path + "/state/state.lock")
        unsafe unlink(database)
        let store = try open(folder)
        #expect(try await store.schedules().isEmpty)
        await store.close()
    }

    @Test func `a folder that cannot be made is named`() {
        let error = #expect(throws: StoreError.self) {
            try Store.open(directory: "/proc/none/state", log: Journal().log)
        }
        #expect(error?.description.contains("/proc/none/state") == true)
    }
}
