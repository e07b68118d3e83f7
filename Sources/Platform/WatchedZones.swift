import CLinux
import Glibc
package import Recurrence

/// The system's time zones, watched for an upgrade of its zone data (inotify(7)).
///
/// An upgrade puts new files in the place of the old ones: it is their folders that are watched. Where
/// that is not possible the log says so, and a change is noticed at the next start.
package final class WatchedZones: ZoneSource {
    private let places: ZonePlaces
    /// How long nothing may have changed for a change to be over: an upgrade replaces hundreds of files.
    private let quiet: Duration
    private let watch: Descriptor
    private let loop: EventLoop
    private let log: Log
    private let isTold = Locked(false)

    /// Pauses after which a change is told though it goes on.
    private static let patience = 30

    package init(
        in places: ZonePlaces = .system, quiet: Duration = .seconds(2), on loop: EventLoop,
        log: Log
    ) throws(SystemError) {
        self.places = places
        self.quiet = quiet
        self.loop = loop
        self.log = log
        watch = try Descriptor(inotify_init1(CInt(IN_CLOEXEC | IN_NONBLOCK)), "watch time zones")
    }

    deinit { loop.forget(watch.number) }

    package func zone(_ name: String?) throws(UnknownZone) -> Zone {
        // Watched before it is read: what changes between is told.
        for folder in folders(of: name) { add(folder) }
        return try SystemZones.zone(name, in: places)
    }

    package func changed() async throws {
        while try watch.read(upTo: 65_536) == nil {
            try await loop.wait(for: .readable, of: watch.number)
        }
        for _ in 0..<Self.patience {
            if quiet > .zero { try await Task.sleep(for: quiet) }
            if try watch.read(upTo: 65_536) == nil { return }
        }
    }

    /// The folders in which a zone's file, or the link to it, would be replaced.
    private func folders(of name: String?) -> Set<String> {
        var paths: [String] = []
        if let name {
            paths = [places.path(of: name)].compactMap(\.self)
        } else {
            paths = [places.local]
            if let name = ZoneFile.nameInEnvironment, let path = places.path(of: name) {
                paths.append(path)
            }
        }
        return Set((paths + paths.compactMap(Self.resolved)).compactMap(Self.folder))
    }

    private func add(_ folder: String) {
        let number = watch.number
        let mask = UInt32(IN_CLOSE_WRITE | IN_CREATE | IN_MOVED_TO | IN_ONLYDIR)
        let result = unsafe folder.withCString { unsafe inotify_add_watch(number, $0, mask) }
        guard result < 0, errno != ENOENT, errno != ENOTDIR else { return }
        let error = SystemError("watch \(folder)")
        let isNew = isTold.withLock { isTold in
            defer { isTold = true }
            return !isTold
        }
        if isNew { log.warning("\(error): new time zone data is used after a restart only") }
    }

    private static func folder(_ path: String) -> String? {
        path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) }
    }

    /// Where a link leads (realpath(3)); nil when there is nothing.
    private static func resolved(_ path: String) -> String? {
        guard let target = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(target) }
        return unsafe String(cString: target)
    }
}
