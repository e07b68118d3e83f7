import Glibc

/// The system's time zone data (tzfile(5)).
package enum ZoneFile {
    /// Bytes of the largest file that is read.
    private static let maximumBytes = 1 << 20

    /// The data of an IANA zone; nil when the system has none of that name.
    package static func read(named name: String, in places: ZonePlaces = .system) -> [UInt8]? {
        places.path(of: name).flatMap(read)
    }

    /// The machine's own zone: its name where it has one, and its data; nil means UTC.
    package static func readLocal(
        in places: ZonePlaces = .system
    ) -> (name: String, data: [UInt8])? {
        if let name = nameInEnvironment, let data = read(named: name, in: places) {
            return (name, data)
        }
        guard let data = read(places.local) else { return nil }
        return (localName(places.local) ?? "local", data)
    }

    /// The zone that the environment gives the process (environ(7), TZ).
    static var nameInEnvironment: String? {
        unsafe getenv("TZ").map { value in
            unsafe String(String(cString: value).drop { $0 == ":" })
        }
    }

    private static func localName(_ path: String) -> String? {
        var buffer = [CChar](repeating: 0, count: 4096)
        let length = unsafe readlink(path, &buffer, buffer.count)
        guard length > 0 else { return nil }
        let target = String(
            decoding: buffer.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self)
        guard let range = target.firstRange(of: "/zoneinfo/") else { return nil }
        return String(target[range.upperBound...])
    }

    private static func read(_ path: String) -> [UInt8]? {
        guard let file = try? Descriptor.open(path, O_RDONLY),
            let data = try? file.read(upTo: maximumBytes), data.starts(with: "TZif".utf8)
        else { return nil }
        return data
    }
}
