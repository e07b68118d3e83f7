import Glibc
import Platform
import Recurrence
import TestKit
import Testing

/// Zone data that is replaced as an upgrade does it.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct WatchedZonesTests {
    let scratch = ScratchDirectory()
    let executor = SteppedExecutor()
    let zones: WatchedZones

    init() throws {
        for folder in ["zoneinfo", "zoneinfo/Europe", "etc"] {
            #expect(unsafe mkdir(scratch.file(folder), 0o700) == 0)
        }
        zones = try WatchedZones(
            in: ZonePlaces(
                directory: scratch.file("zoneinfo"), local: scratch.file("etc/localtime")),
            quiet: .zero, on: EventLoop(), log: Log { _, _ in })
    }

    /// Puts the system's data of a zone in the place of another's, whole.
    private func install(_ name: String, as path: String) throws {
        let data = try #require(ZoneFile.read(named: name))
        let new = scratch.file(path + ".new")
        let file = try Descriptor.open(new, O_WRONLY | O_CREAT)
        #expect(try file.write(data[...], isSocket: false) == data.count)
        #expect(unsafe rename(new, scratch.file(path)) == 0)
    }

    @Test func `a file that is replaced is told, and read anew`() async throws {
        try install("Europe/Berlin", as: "zoneinfo/Europe/Berlin")
        let first = try zones.zone("Europe/Berlin")
        let task = executor.start { try await zones.changed() }
        #expect(!executor.hasJobs)
        try install("Europe/Dublin", as: "zoneinfo/Europe/Berlin")
        try await executor.finish(task)
        #expect(try zones.zone("Europe/Berlin") != first)
        // And once more: the folder is what is watched, not the file.
        let again = executor.start { try await zones.changed() }
        try install("Europe/Berlin", as: "zoneinfo/Europe/Berlin")
        try await executor.finish(again)
        #expect(try zones.zone("Europe/Berlin") == first)
    }

    @Test func `the machine's own zone may be linked to another, or that one be replaced`()
        async throws
    {
        #expect(try zones.zone(nil) == .utc)
        let given = executor.start { try await zones.changed() }
        try install("Europe/Berlin", as: "zoneinfo/Europe/Berlin")
        #expect(
            unsafe symlink(scratch.file("zoneinfo/Europe/Berlin"), scratch.file("etc/localtime"))
                == 0)
        try await executor.finish(given)
        let first = try zones.zone(nil)
        #expect(first.name == "Europe/Berlin")
        let replaced = executor.start { try await zones.changed() }
        try install("Europe/Dublin", as: "zoneinfo/Europe/Berlin")
        try await executor.finish(replaced)
        #expect(try zones.zone(nil) != first)
    }

    @Test func `what changes elsewhere is not told, and the wait can be cancelled`() async throws {
        try install("Europe/Berlin", as: "zoneinfo/Europe/Berlin")
        _ = try zones.zone("Europe/Berlin")
        let task = executor.start { try await zones.changed() }
        try install("Europe/Berlin", as: "zoneinfo/Berlin")
        #expect(!executor.hasJobs)
        task.cancel()
        executor.run()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func `a name that is no zone's is refused, and watches nothing`() {
        for name in ["../etc/localtime", "No/Such", ""] {
            #expect(throws: UnknownZone.self) { try zones.zone(name) }
        }
    }
}
