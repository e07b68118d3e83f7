import Recurrence
import TestKit

/// The system's zones, and the instants that the tests are written in.
enum ZoneLibrary {
    static let folder = "/usr/share/zoneinfo"

    /// Zones of every kind: half hours, negative daylight time, midnight changes, skipped days, no changes.
    static let varied = [
        "UTC", "Africa/Cairo", "Africa/Casablanca", "Africa/El_Aaiun", "Africa/Johannesburg",
        "Africa/Monrovia", "Africa/Windhoek", "America/Argentina/San_Luis", "America/Caracas",
        "America/Danmarkshavn", "America/Goose_Bay", "America/Havana", "America/Los_Angeles",
        "America/Metlakatla", "America/New_York", "America/Nuuk", "America/Santiago",
        "America/Sao_Paulo", "America/Scoresbysund", "America/St_Johns", "Antarctica/Casey",
        "Antarctica/Troll", "Antarctica/Vostok", "Asia/Almaty", "Asia/Amman", "Asia/Beirut",
        "Asia/Gaza", "Asia/Jerusalem", "Asia/Kathmandu", "Asia/Kolkata", "Asia/Pyongyang",
        "Asia/Tehran", "Asia/Tokyo", "Asia/Ust-Nera", "Atlantic/Azores", "Australia/Eucla",
        "Australia/Lord_Howe", "Australia/Sydney", "Etc/GMT+12", "Europe/Berlin", "Europe/Dublin",
        "Europe/Istanbul", "Europe/London", "Europe/Moscow", "Europe/Volgograd", "Pacific/Apia",
        "Pacific/Chatham", "Pacific/Fiji", "Pacific/Kiritimati", "Pacific/Kwajalein",
        "Pacific/Norfolk", "Pacific/Tongatapu",
    ]

    static func zone(_ name: String) throws -> Zone {
        try Zone(name: name, data: WholeFile.bytes("\(folder)/\(name)"))
    }

    /// Every change of the zone's offset from the first instant up to the last.
    static func changes(of zone: Zone, from first: Int64, to last: Int64) -> [Stretch] {
        var found: [Stretch] = []
        var stretch = zone.stretch(at: first)
        while stretch.end < last {
            stretch = zone.stretch(at: stretch.end)
            if stretch.offset != stretch.offsetBefore { found.append(stretch) }
        }
        return found
    }

    /// `2025-03-09T07:00Z` in seconds since 1970; the days are counted one by one on purpose.
    static func instant(_ text: String) -> Int64 {
        let parts = text.split { !$0.isNumber }.compactMap { Int64($0) }
        var days: Int64 = 0
        for year in 1970..<parts[0] { days += isLeap(year) ? 366 : 365 }
        let lengths: [Int64] = [31, isLeap(parts[0]) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30]
        days += lengths.prefix(Int(parts[1]) - 1).reduce(0, +) + parts[2] - 1
        return days * 86_400 + parts[3] * 3_600 + parts[4] * 60
    }

    private static func isLeap(_ year: Int64) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }
}
