import Domain
import Formats
import Glibc
import Persistence
import TestKit
import Testing

/// The key of the secrets: made once, refused where it is not safe, and never replaced while it is needed.
struct SecretKeyTests {
    private static let notification = Notification(
        name: "hook", kind: "webhook", secretParameters: ["url": "http://127.0.0.1:1/"])

    private func open(
        _ folder: ScratchDirectory, _ change: (inout StoreOptions) -> Void = { _ in }
    ) throws(StoreError) -> Store {
        var options = Bench.options
        change(&options)
        return try Store.open(directory: folder.path, log: Journal().log, options: options)
    }

    /// A folder whose database holds a secret, or none.
    private func folder(withSecret: Bool = true) async throws -> ScratchDirectory {
        let folder = ScratchDirectory()
        let store = try open(folder)
        _ = try await store.applySchedules(
            [.sample("backup", notifications: withSecret ? [Self.notification] : [])],
            by: Bench.alice, now: Bench.start)
        await store.close()
        return folder
    }

    private func why(_ folder: ScratchDirectory) -> String {
        do throws(StoreError) {
            _ = try open(folder)
            return "it opens"
        } catch {
            return "\(error)".replacing(folder.path, with: "STATE")
        }
    }

    @Test func `it is made with the database, for its owner alone`() async throws {
        let folder = try await folder()
        var status = stat()
        #expect(unsafe stat(folder.file("secret.key"), &status) == 0)
        #expect(status.st_mode & 0o7777 == 0o600)
        let key = try folder.bytes("secret.key")
        #expect(key.count == 32)
        #expect(Set(key).count > 8)
        #expect(unsafe access(folder.file("secret.key.new"), F_OK) != 0)
        let store = try open(folder)
        await store.close()
        #expect(try folder.bytes("secret.key") == key)
    }

    @Test func `what a crash left half made is made again`() async throws {
        let folder = ScratchDirectory()
        try folder.write("half", to: "secret.key.new")
        let store = try open(folder)
        await store.close()
        #expect(try folder.bytes("secret.key").count == 32)
    }

    @Test func `a crash between key and check leaves a key that fits`() async throws {
        let folder = try await folder(withSecret: false)
        try RawDatabase.execute("DELETE FROM secret_key", on: folder.file("state.db"))
        let key = try folder.bytes("secret.key")
        let store = try open(folder)
        await store.close()
        #expect(try folder.bytes("secret.key") == key)
    }

    @Test func `a key that is open to others is refused`() async throws {
        let folder = try await folder()
        for mode in [0o644, 0o640, 0o620, 0o601] as [mode_t] {
            chmodded(folder, mode)
            #expect(
                why(folder)
                    == "the secret key STATE/secret.key is open to others (mode "
                    + "\(String(mode, radix: 8))): close it, as with chmod 600 STATE/secret.key")
        }
        for mode in [0o600, 0o400] as [mode_t] {
            chmodded(folder, mode)
            await (try open(folder)).close()
        }
    }

    private func chmodded(_ folder: ScratchDirectory, _ mode: mode_t) {
        _ = unsafe chmod(folder.file("secret.key"), mode)
    }

    @Test(.enabled(if: geteuid() == 0, "needs root, to give a file away"))
    func `a key that belongs to somebody else is refused`() async throws {
        let folder = try await folder()
        #expect(unsafe chown(folder.file("secret.key"), 65_534, 65_534) == 0)
        #expect(
            why(folder)
                == "the secret key STATE/secret.key belongs to user 65534, and notifyd runs as user 0: "
                + "give it to that one, as with chown 0 STATE/secret.key")
    }

    @Test(arguments: ["", "short", String(repeating: "x", count: 33)])
    func `a key of another size is refused`(content: String) async throws {
        let folder = try await folder()
        try folder.write(content, to: "secret.key")
        chmodded(folder, 0o600)
        #expect(
            why(folder)
                == "the secret key STATE/secret.key does not have 32 bytes: restore it from a backup"
        )
    }

    @Test func `what is no file is refused`() async throws {
        let folder = try await folder()
        _ = unsafe unlink(folder.file("secret.key"))
        #expect(unsafe mkdir(folder.file("secret.key"), 0o700) == 0)
        #expect(
            why(folder)
                == "the secret key STATE/secret.key is no file: restore it from a backup")
        _ = unsafe rmdir(folder.file("secret.key"))
        #expect(unsafe symlink("/dev/zero", folder.file("secret.key")) == 0)
        #expect(why(folder).contains("cannot open STATE/secret.key"))
    }

    @Test func `a key that is missing or another one is refused while it is needed`() async throws {
        let folder = try await folder()
        let key = try folder.bytes("secret.key")
        let advice =
            ", and the database holds secrets that are sealed with it: restore it from a backup, or "
            + "start notifyd once with --discard-secrets, which deletes them"
        _ = unsafe unlink(folder.file("secret.key"))
        #expect(why(folder) == "the secret key STATE/secret.key is missing\(advice)")
        #expect(unsafe access(folder.file("secret.key"), F_OK) != 0)
        try folder.write(String(repeating: "x", count: 32), to: "secret.key")
        chmodded(folder, 0o600)
        #expect(why(folder) == "the secret key STATE/secret.key is another one\(advice)")
        try WholeFile.write(key, to: folder.file("secret.key"))
        let store = try open(folder)
        let read = try await store.schedule(ScheduleKey(name: "backup"), by: Bench.alice)
        #expect(read.schedule.definition.notifications == [Self.notification])
        await store.close()
    }

    @Test func `without secrets a key that is lost is made anew`() async throws {
        let folder = try await folder(withSecret: false)
        _ = unsafe unlink(folder.file("secret.key"))
        for _ in 0..<2 { await (try open(folder)).close() }
        try folder.write(String(repeating: "x", count: 32), to: "secret.key")
        chmodded(folder, 0o600)
        for _ in 0..<2 { await (try open(folder)).close() }
    }

    @Test func `secrets whose key is lost can be given up`() async throws {
        let folder = try await folder()
        _ = unsafe unlink(folder.file("secret.key"))
        let store = try open(folder) { $0.discardsSecrets = true }
        let read = try await store.schedule(ScheduleKey(name: "backup"), by: Bench.alice)
        #expect(read.schedule.definition.notifications == [])
        _ = try await store.setNotifications(
            read.schedule.key, [Self.notification], by: Bench.alice)
        await store.close()
        await (try open(folder)).close()
    }
}
