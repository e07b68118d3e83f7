import Domain
import TestKit
import Testing

/// The program's command line; what it does once it runs is tested in process.
struct ProgramTests {
    private func run(_ arguments: String...) throws -> (status: Int32, output: String) {
        // The shell puts both outputs together.
        let words = arguments.map { "'\($0)'" }.joined(separator: " ")
        return try PeerProcess.run([
            "/bin/sh", "-c", "exec \(BuiltProgram.notifyd) \(words) 2>&1",
        ])
    }

    @Test(arguments: ["--help", "-h"])
    func `help fits a terminal of eighty columns`(option: String) throws {
        let (status, output) = try run(option)
        #expect(status == 0)
        for line in output.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
        for option in [
            "--state", "--socket", "--launcher", "--retry-delay", "--max-active",
            "--max-active-per-user", "--max-active-per-project", "--max-catch-up", "--version",
        ] {
            #expect(output.contains("  \(option) "))
        }
    }

    @Test func `the version is one line`() throws {
        let (status, output) = try run("--version")
        #expect(status == 0)
        #expect(output == "notifyd \(Version.text)\n")
    }

    @Test(arguments: [
        (["--colour"], "there is no option --colour"),
        (["--colour=red"], "there is no option --colour"), (["-x"], "there is no option -x"),
        (["start"], "the argument start has no place here"),
        (["--state"], "--state needs a value"), (["--state="], "--state needs a value"),
        (["--socket", ""], "--socket needs a value"),
        (
            ["--retry-delay", "soon"],
            "--retry-delay needs a time such as 5s or 200ms, not \"soon\""
        ),
        (["--retry-delay=0s"], "--retry-delay needs a time such as 5s or 200ms, not \"0s\""),
        (["--max-active", "0"], "--max-active needs a number from 1 to 100000, not \"0\""),
        (
            ["--max-catch-up=100001"],
            "--max-catch-up needs a number from 1 to 100000, not \"100001\""
        ),
        (["--retry-delay=-1s"], "--retry-delay needs a time such as 5s or 200ms, not \"-1s\""),
    ])
    func `what is no option is refused in one sentence`(
        arguments: [String], sentence: String
    ) throws {
        let words = arguments.map { "'\($0)'" }.joined(separator: " ")
        let (status, output) = try PeerProcess.run([
            "/bin/sh", "-c",
            "unset JOURNAL_STREAM; \(BuiltProgram.notifyd) \(words) 2>&1; echo $?",
        ])
        #expect(status == 0)
        #expect(output == "\(sentence): see notifyd --help\n2\n")
    }

    @Test func `a start that fails ends with 1 and its reason`() throws {
        let folder = ScratchDirectory()
        let (status, output) = try PeerProcess.run([
            "/bin/sh", "-c",
            "unset JOURNAL_STREAM; cd \(folder.path) && touch file && "
                + "\(BuiltProgram.notifyd) --state file --socket socket 2>&1; echo $?",
        ])
        #expect(status == 0)
        #expect(
            output
                == "cannot make the folder \(folder.path)/file: Not a directory: make it, or name "
                + "another state folder with --state\n1\n")
    }
}
