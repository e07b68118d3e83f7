import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes))) struct HelpTests {
    @Test func `every verb has help that fits 80 columns, with an example of itself`() async throws
    {
        let overview = try await Notifyctl.run(["help"])
        #expect(overview.status == 0)
        let lines = overview.output.split(separator: "\n", omittingEmptySubsequences: false)
        let verbs = lines.drop { $0 != "Verbs:" }.dropFirst().prefix { !$0.isEmpty }
            .compactMap { $0.split(separator: " ").first.map(String.init) }
        #expect(verbs.count == 40)
        #expect(lines.allSatisfy { $0.count <= 80 })
        for verb in verbs {
            let help = try await Notifyctl.run(["help", verb])
            #expect(help.status == 0)
            #expect(help.output.hasPrefix("Usage: notifyctl \(verb) [OPTION…]"))
            #expect(help.output.contains("\nExample:\n  notifyctl \(verb)"))
            for line in help.output.split(separator: "\n") {
                #expect(line.count <= 80, "\(line)")
            }
            let option = try await Notifyctl.run([verb, "--help"])
            #expect(option.output == help.output)
        }
    }

    @Test func `the exit codes are documented`() async throws {
        let result = try await Notifyctl.run(["--help"])
        #expect(
            result.output.contains(
                """
                Exit status:
                  0  done
                  1  failed
                  2  wrong usage
                  3  notifyd cannot be reached
                  4  there is no such thing
                  5  not permitted
                """))
    }

    @Test func `the version is told without a service`() async throws {
        #expect(try await Notifyctl.run(["version"]).output.hasPrefix("notifyctl "))
        #expect(try await Notifyctl.run(["--version"]).output.hasPrefix("notifyctl "))
    }
}
