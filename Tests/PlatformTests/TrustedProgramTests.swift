import Glibc
import Platform
import TestKit
import Testing

struct TrustedProgramTests {
    private let folder = ScratchDirectory(mode: 0o755)
    private let rule = TrustedProgram()

    private func make(_ name: String, mode: mode_t = 0o755) throws -> String {
        try folder.write("#!/bin/sh\n", to: name)
        #expect(unsafe chmod(folder.file(name), mode) == 0)
        return folder.file(name)
    }

    @Test func `a program that only its owner may write is trusted`() throws {
        #expect(rule.fault(of: try make("a")) == nil)
        #expect(rule.fault(of: "/bin/sh") == nil)
    }

    @Test func `who may write it, or a folder above it, could have put anything there`() throws {
        let loose = try make("a", mode: 0o757)
        #expect(rule.fault(of: loose)?.hasSuffix("take that away with chmod go-w") == true)
        let path = try make("b")
        #expect(TrustedProgram(owners: [61_234]).fault(of: path)?.contains("user number") == true)
        #expect(unsafe chmod(folder.path, 0o775) == 0)
        #expect(rule.fault(of: path)?.hasPrefix("\(folder.path) may be written by others") == true)
    }

    @Test func `a link leads to what is looked at`() throws {
        let target = try make("a", mode: 0o775)
        #expect(unsafe symlink(target, folder.file("link")) == 0)
        #expect(rule.fault(of: folder.file("link"))?.hasPrefix("\(target) may be written") == true)
        #expect(unsafe chmod(target, 0o755) == 0)
        #expect(rule.fault(of: folder.file("link")) == nil)
        #expect(unsafe symlink(folder.file("none"), folder.file("broken")) == 0)
        #expect(rule.fault(of: folder.file("broken"))?.contains("No such file") == true)
    }

    @Test func `what is no file or cannot be executed is no program`() throws {
        #expect(
            rule.fault(of: try make("a", mode: 0o644))?.hasSuffix("allow it with chmod +x") == true)
        #expect(rule.fault(of: try folder.makePipe("pipe"))?.hasSuffix("no regular file") == true)
        #expect(rule.fault(of: folder.path)?.hasSuffix("no regular file") == true)
        #expect(rule.fault(of: folder.file("none"))?.contains("No such file") == true)
    }
}
