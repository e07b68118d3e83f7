import Channels
import Domain
import Formats
import Plugins
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes)))
struct DescriptionTests {
    @Test func `as a plugin it is the kind amqp, with its secrets declared`() async throws {
        let folder = PluginFolder()
        try folder.writeProgram("amqp", "#!/bin/sh\nexec '\(BuiltProgram.amqp)' \"$@\"")
        let found = await PluginSearch(
            in: PluginFolders([folder.path]), within: .seconds(60 * Patience.minutes)
        ).run { _ in }
        #expect(found.faults == [])
        let declaration = try #require(found.kinds.declaration(of: "amqp"))
        #expect(declaration.isForAdministrators)
        #expect(declaration.parameters.filter(\.isSecret).map(\.name) == ["url", "password"])
        #expect(declaration.parameters.filter(\.isRequired).map(\.name) == ["exchange"])
        #expect(
            found.kinds.faults(
                kind: "amqp", parameters: ["exchange": "e", "tls": false, "port": 5672]) == [])
    }
}
