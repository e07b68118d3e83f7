import CSchema
import Channels
import Control
import Domain
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes))) struct ManualTests {
    private static let names = [
        "io.notifyd.7", "notifyctl.1", "notifyd-amqp.8", "notifyd-channels.7",
        "notifyd-events.7", "notifyd-launcher.8", "notifyd-migration.7", "notifyd-schedule.5",
        "notifyd-templates.7", "notifyd.8", "notifyd.yaml.5",
    ]

    @Test func `the manual has a page for each program, file, language and interface`() throws {
        let pages = try #require(Manual.pages, "Packaging/make-manual failed")
        #expect(pages.keys.sorted() == Self.names)
        #expect(pages.values.allSatisfy { $0.hasPrefix(".Dd ") && $0.hasSuffix("\n") })
        #expect(pages.values.allSatisfy { !$0.contains(#".\" @"#) })
    }

    @Test(arguments: names) func `mandoc finds nothing wrong with a page`(name: String) throws {
        #expect(try Manual.faults(in: name, level: "warning") == [])
        // Filters are no files, whatever mandoc thinks of the likeness.
        let style = try Manual.faults(in: name, level: "style").filter {
            !$0.contains("possible typo in section name: Sh FILTERS")
        }
        #expect(style == [])
    }

    @Test func `mandoc is there, and finds what is wrong`() throws {
        let folder = ScratchDirectory()
        try folder.write(".Dd November 29, 2026\n.Dt X 1\n.Os\n.Nonsense\n", to: "x.1")
        let lint = try PeerProcess.run([
            "mandoc", "-T", "lint", "-W", "warning", folder.file("x.1"),
        ])
        #expect(lint.status != 0 && lint.output.contains("Nonsense"), "\(lint)")
    }

    @Test(arguments: names) func `a page refers to pages of ours that there are`(name: String) {
        let references = Manual.page(name).matches(of: /(?m)^\.Xr (\S+) (\d)/)
        let own = references.map { "\($0.1).\($0.2)" }.filter { $0.contains("notify") }
        #expect(!own.isEmpty)
        for reference in own { #expect(Self.names.contains(reference), "\(reference)") }
    }

    @Test func `every verb has its section, with every option and an example`() async throws {
        let help = try await Notifyctl.run(["help"]).output
        let verbs = help.split(separator: "\n").drop { $0 != "Verbs:" }.dropFirst()
            .prefix { $0.hasPrefix("  ") }.compactMap { $0.split(separator: " ").first }
        #expect(verbs.count > 30)
        let global = try #require(Manual.section(".Sh OPTIONS", of: "notifyctl.1"))
        for verb in verbs {
            let section = try #require(Manual.section(String(verb), of: "notifyctl.1"), "\(verb)")
            let text = try await Notifyctl.run(["help", String(verb)]).output
            let options = text.matches(of: /(?m)^ +(?:-., )?-(-[a-z-]+)/).map(\.1)
            #expect(options.count > 2)
            for option in options {
                let isThere = (section + global).contains { line in
                    line.hasPrefix(".It ") && line.split(separator: " ").contains(option)
                }
                #expect(isThere, "\(verb) -\(option)")
            }
            #expect(section.contains("Example:"))
            #expect(
                section.contains { $0.hasPrefix("notifyctl \(verb.replacing("-", with: "\\-"))") })
        }
        #expect(Manual.section("complete", of: "notifyctl.1") == nil)
    }

    @Test func `what a verb's help says stands in the manual, word by word`() async throws {
        let rendered = try PeerProcess.run(
            ["mandoc", "-T", "utf8", "-O", "width=400", Manual.path("notifyctl.1")]
        ).output.replacing(/.\u{8}/, with: "").split { $0.isWhitespace }.joined(separator: " ")
        for verb in ["exec", "apply", "render", "set-schedule-notifications", "start-schedule"] {
            let help = try await Notifyctl.run(["help", verb]).output
            let details = help.split(separator: "\n").dropFirst().prefix { $0 != "Options:" }
            // A page names a variable without the sign that takes its value.
            let words = details.joined(separator: " ").filter { $0 != "$" }.split(separator: " ")
            #expect(rendered.contains(words.joined(separator: " ")), "\(verb)")
        }
    }

    @Test func `every kind of channel has its section, with every parameter`() throws {
        for channel in ChannelTable.declarations {
            let section = try #require(
                Manual.section(channel.kind, of: "notifyd-channels.7"), "\(channel.kind)")
            let declared = channel.parameters.map { "\($0.name)" }
            let shown = section.filter { $0.hasPrefix(".It Ic ") }
                .map { String($0.split(separator: " ")[2]) }
            #expect(shown == declared, "\(channel.kind)")
            for parameter in channel.parameters where parameter.isSecret {
                #expect(
                    section.contains {
                        $0.hasPrefix(".It Ic \(parameter.name) ") && $0.hasSuffix("secret")
                    }, "\(parameter.name)")
            }
        }
    }

    @Test func `every member of the interface has its section, and is explained`() throws {
        let bytes = unsafe UnsafeRawBufferPointer(
            start: schema_varlink.text, count: schema_varlink.length)
        let interface = try InterfaceDescription(
            parsing: unsafe String(decoding: bytes, as: UTF8.self))
        let names =
            interface.methods.map(\.name) + interface.types.keys + Array(interface.errors.keys)
        #expect(names.count > 50)
        for name in names {
            let section = try #require(Manual.section(name, of: "io.notifyd.7"), "\(name)")
            #expect(!section.drop { $0 != ".Ed" }.dropFirst(2).isEmpty, "\(name) has no words")
        }
        for method in interface.methods {
            let section = Manual.section(method.name, of: "io.notifyd.7") ?? []
            for field in method.parameters + method.replies {
                #expect(
                    section.contains { $0.contains("\(field.name):") },
                    "\(method.name).\(field.name)")
            }
        }
    }

    @Test func `what the package installs for shells is what the program prints`() async throws {
        #expect(Manual.pages != nil)
        for (shell, path) in [
            ("bash", "bash/notifyctl"), ("zsh", "zsh/_notifyctl"), ("fish", "fish/notifyctl.fish"),
        ] {
            let printed = try await Notifyctl.run(["completion", shell]).output
            #expect(try Manual.completion(path) == printed)
            #expect(!printed.contains("PROGRAM"))
        }
    }

    @Test(arguments: ["@nonsense@", "@channel pigeon@"])
    func `a mark that means nothing is refused`(mark: String) async throws {
        let result = try await Notifyctl.run(["manual", "-"], input: ".Sh X\n.\\\" \(mark)\n")
        #expect(result.status == 1 && result.output.isEmpty)
        #expect(result.errors.hasPrefix("notifyctl: the frame has a mark"))
    }
}
