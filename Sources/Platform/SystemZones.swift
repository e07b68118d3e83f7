package import Recurrence

/// The time zones of this system.
package enum SystemZones {
    /// The zone of an IANA name; nil is the machine's own, which is UTC where it has none.
    ///
    /// - Throws: `UnknownZone` when the system has none of that name, or its data is damaged.
    package static func zone(
        _ name: String?, in places: ZonePlaces = .system
    ) throws(UnknownZone) -> Zone {
        if let name {
            if name == Zone.utc.name { return .utc }
            guard let data = ZoneFile.read(named: name, in: places) else {
                throw UnknownZone(
                    message:
                        "there is no time zone \"\(name)\" in \(places.directory): use an IANA "
                        + "name such as Europe/Berlin")
            }
            return try parse(name, data)
        }
        guard let (name, data) = ZoneFile.readLocal(in: places) else { return .utc }
        return try parse(name, data)
    }

    /// What is wrong with a zone's name; nil when it can be used.
    package static func fault(of name: String) -> String? {
        do throws(UnknownZone) {
            _ = try zone(name)
            return nil
        } catch {
            return error.message
        }
    }

    private static func parse(_ name: String, _ data: [UInt8]) throws(UnknownZone) -> Zone {
        do throws(ZoneError) {
            return try Zone(name: name, data: data)
        } catch {
            throw UnknownZone(message: error.description)
        }
    }
}

/// A time zone that cannot be used, and why.
package struct UnknownZone: Error, Hashable, Sendable, CustomStringConvertible {
    package let message: String

    package init(message: String) { self.message = message }

    package var description: String { message }
}
