import Domain
import Testing

struct CommandLineTests {
    @Test func `a line for the shell is told apart from a program with arguments`() {
        #expect(CommandLine(shell: "ls | wc").arguments == ["/bin/sh", "-c", "ls | wc"])
        #expect(CommandLine(shell: "ls | wc").shellLine == "ls | wc")
        #expect(CommandLine(arguments: ["/bin/sh", "-c", "ls"]).shellLine == "ls")
        #expect(CommandLine(arguments: ["/bin/sh", "-c", "ls", "x"]).shellLine == nil)
        #expect(CommandLine(arguments: ["ls"]).shellLine == nil)
    }
}
