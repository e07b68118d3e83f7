import Platform
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes))) struct ProgramOutputTests {
    private static func run(_ script: String, atMost bound: Int = 100_000) throws
        -> ProgramOutput.Ending
    {
        try ProgramOutput.run(["sh", "-c", script], atMost: bound)
    }

    @Test func `what a program writes is read, and how it ended is told`() throws {
        let ending = try Self.run("cat; echo hello; exit 3")
        #expect(ending.status == 3 << 8)
        #expect(ending.output == Array("hello\n".utf8))
        #expect(try Self.run("kill -9 $$").status == 9)
    }

    @Test func `as much as the bound is read, and whoever writes on is not waited for`() throws {
        #expect(try Self.run("printf 12345", atMost: 5).output?.count == 5)
        let endless = try Self.run("exec yes", atMost: 5)
        #expect(endless.output == nil)
        #expect(endless.status != 0)
    }

    @Test func `a program that is not there is named`() {
        let error = #expect(throws: SystemError.self) {
            try ProgramOutput.run(["no-such-program"], atMost: 1)
        }
        #expect(error?.description == "cannot execute no-such-program: No such file or directory")
    }
}
