import Glibc
import Platform
import Testing

struct ZoneFileTests {
    @Test(arguments: ["UTC", "Europe/Berlin", "America/Argentina/Ushuaia", "Etc/GMT+5"])
    func `a zone's data is read`(name: String) throws {
        let data = try #require(ZoneFile.read(named: name))
        #expect(data.starts(with: "TZif".utf8) && data.count > 44)
    }

    @Test(arguments: [
        "", "/", ".", "..", "../../etc/passwd", "Europe/../../../../etc/passwd",
        "/usr/share/zoneinfo/UTC", "Europe//Berlin", "Europe/./Berlin", "Europe/", "/UTC", "Europe",
        "No/Such", "zone.tab", "UTC\0", "UTC\0/..", String(repeating: "a", count: 101),
    ])
    func `what is no zone is refused`(name: String) {
        #expect(ZoneFile.read(named: name) == nil)
    }

    @Test func `the variable TZ names the machine's zone`() async {
        await #expect(processExitsWith: .success) {
            for value in ["Asia/Tokyo", ":Asia/Tokyo"] {
                unsafe setenv("TZ", value, 1)
                guard let (name, data) = ZoneFile.readLocal(), name == "Asia/Tokyo",
                    ZoneFile.read(named: name) == data
                else { exit(3) }
            }
        }
    }
}
