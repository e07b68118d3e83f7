import Definitions
import Domain
import Formats
import Glibc
import Platform
import TestKit
import Testing

/// The crontabs that Debian's packages bring along, which Tests/run has unpacked.
struct CrontabPackageTests {
    private static let folder = unsafe getenv("NOTIFYD_TEST_CRONTABS").map {
        unsafe String(cString: $0)
    }

    /// The crontabs, each at its place in its package.
    private static func files(in folder: String) throws -> [String] {
        try Folder.names(in: folder).flatMap { package -> [String] in
            let etc = "\(folder)/\(package)/etc"
            let packages = (try? Folder.names(in: "\(etc)/cron.d")) ?? []
            let crontab = unsafe access("\(etc)/crontab", F_OK) == 0 ? ["\(etc)/crontab"] : []
            return crontab + packages.filter { !$0.hasPrefix(".") }.map { "\(etc)/cron.d/\($0)" }
        }
    }

    @Test(
        .enabled(
            if: folder != nil,
            "NOTIFYD_TEST_CRONTABS names no folder: Tests/run could not get the packages from Debian"
        ))
    func `every crontab of Debian's packages is imported, line by line`() throws {
        let files = try Self.files(in: try #require(Self.folder))
        #expect(files.count >= 20, "\(files)")
        var count = 0
        for path in files {
            let bytes = try WholeFile.bytes(path)
            let format = try #require(CrontabFormat.ofFile(at: path))
            var reader = CrontabReader(CrontabSettings(), reader: Sample.reader)
            reader.read(
                CrontabFile(
                    name: path, bytes: bytes, format: format,
                    prefix: path.split(separator: "/").last.map(String.init)))
            let found = reader.found
            #expect(found.refused == [], "\(path)")
            #expect(found.remarks == [], "\(path)")
            #expect(found.schedules.count == Self.jobs(in: bytes), "\(path)")
            for schedule in found.schedules {
                let definition = schedule.definition
                #expect(definition.user?.isEmpty == false, "\(schedule.text)")
                let line = definition.command.shellLine ?? ""
                // Word for word, but for the sign that cron reads by itself.
                #expect(
                    schedule.text.hasSuffix(line.replacing("%", with: "\\%")), "\(schedule.text)")
            }
            count += found.schedules.count
        }
        #expect(count >= 30)
    }

    /// Lines that start with a time, counted in the simplest way.
    private static func jobs(in bytes: [UInt8]) -> Int {
        String(decoding: bytes, as: UTF8.self).split(separator: "\n").count { line in
            line.first.map { "0123456789*@".contains($0) } ?? false
        }
    }
}
