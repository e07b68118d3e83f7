import Glibc
import Platform
import TestKit
import Testing

struct SmallFileTests {
    private let folder = ScratchDirectory()

    private func read(_ path: String, _ bound: Int = 10) -> Result<[UInt8], SmallFile.Failure> {
        Result { () throws(SmallFile.Failure) in try SmallFile.bytes(path, atMost: bound) }
    }

    @Test(arguments: [0, 1, 9, 10]) func `a file is read as a whole`(count: Int) throws {
        let text = String(repeating: "x", count: count)
        try folder.write(text, to: "small")
        #expect(read(folder.file("small")) == .success(Array(text.utf8)))
    }

    @Test func `a larger one is not`() throws {
        try folder.write(String(repeating: "x", count: 11), to: "large")
        #expect(read(folder.file("large")) == .failure(.tooLarge))
    }

    @Test func `what is no file is not waited for`() throws {
        #expect(unsafe mkfifo(folder.file("pipe"), 0o600) == 0)
        #expect(read(folder.file("pipe")) == .failure(.noFile))
        #expect(read(folder.path) == .failure(.noFile))
        #expect(read("/dev/zero") == .failure(.noFile))
    }

    @Test func `what is not there is told with the system's reason`() {
        guard case .failure(.unreadable(let error)) = read(folder.file("none")) else {
            Issue.record("it is there")
            return
        }
        #expect(error.errno == ENOENT)
    }
}
