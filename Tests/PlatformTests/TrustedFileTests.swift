import Glibc
import Platform
import TestKit
import Testing

struct TrustedFileTests {
    private let folder = ScratchDirectory()

    private func make(_ name: String, mode: mode_t = 0o644) throws -> String {
        try folder.write("text", to: name)
        #expect(unsafe chmod(folder.file(name), mode) == 0)
        return folder.file(name)
    }

    private static func rule(_ owner: UInt32 = geteuid(), followsLinks: Bool = false) -> TrustedFile
    {
        TrustedFile(owners: [owner], forbiddenMode: 0o022, followsLinks: followsLinks)
    }

    private static func fault(_ path: String, _ rule: TrustedFile) -> String? {
        do throws(TrustedFile.Failure) {
            _ = try rule.bytes(path, atMost: 4)
            return nil
        } catch {
            switch error {
            case .untrusted(let reason): return reason
            case .tooLarge: return "too large"
            case .unreadable(let error): return SystemError.text(error.errno)
            }
        }
    }

    @Test func `a file that only its owner may write is read`() throws {
        #expect(try Self.rule().bytes(try make("a"), atMost: 4) == Array("text".utf8))
        let anybodys = TrustedFile(owners: nil, forbiddenMode: 0, followsLinks: false)
        #expect(try anybodys.bytes(try make("b", mode: 0o666), atMost: 4).count == 4)
    }

    @Test func `a file that others may have written is refused with the reason`() throws {
        let path = try make("a", mode: 0o664)
        #expect(Self.fault(path, Self.rule()) == "its mode 664 lets others write or use it")
        let foreign = Self.fault(try make("b"), Self.rule(geteuid() + 1))
        #expect(foreign == "it belongs to the user number \(geteuid())")
        #expect(unsafe link(try make("c"), folder.file("d")) == 0)
        #expect(Self.fault(folder.file("d"), Self.rule()) == "it has 2 names, as hard links")
    }

    @Test func `links count where they may, and belong to somebody who is trusted`() throws {
        let path = folder.file("link")
        #expect(unsafe symlink(try make("a"), path) == 0)
        #expect(Self.fault(path, Self.rule()) == "it is a symbolic link")
        #expect(Self.fault(path, Self.rule(followsLinks: true)) == nil)
        let other = Self.fault(path, Self.rule(geteuid() + 1, followsLinks: true))
        #expect(other == "it is a symbolic link of somebody who may not write it")
    }

    @Test func `what is no file, too large or not there ends at once`() throws {
        #expect(Self.fault(try folder.makePipe("pipe"), Self.rule()) == "it is no regular file")
        #expect(unsafe mkdir(folder.file("sub"), 0o755) == 0)
        #expect(Self.fault(folder.file("sub"), Self.rule()) == "it is no regular file")
        #expect(Self.fault(folder.file("none"), Self.rule()) == "No such file or directory")
        try folder.write("texts", to: "large")
        #expect(unsafe chmod(folder.file("large"), 0o600) == 0)
        #expect(Self.fault(folder.file("large"), Self.rule()) == "too large")
    }

    @Test func `the names in a folder are sorted, and a missing folder is told`() throws {
        for name in ["b", "a", ".c", "é", "B"] { try folder.write("", to: name) }
        #expect(try Folder.names(in: folder.path) == [".c", "B", "a", "b", "é"])
        #expect(throws: SystemError.self) { try Folder.names(in: folder.file("none")) }
    }
}
