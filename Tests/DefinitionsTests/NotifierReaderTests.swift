import Channels
import Definitions
import Domain
import Formats
import Testing

struct NotifierReaderTests {
    private let reader = NotificationReader(
        channels: Sample.some,
        checkParameters: ChannelTable.faults(kind:parameters:))

    private static let expected = ChannelConfiguration(
        kind: "webhook", parameters: ["method": "PUT"],
        secretParameters: ["url": "https://example.org/hook", "secret": "key"])

    private func file(_ text: String) -> DefinitionFile {
        DefinitionFile(name: "on-call.yaml", bytes: Array(text.utf8))
    }

    private func faults(inFile text: String) -> [String] {
        do throws(InvalidFiles) {
            _ = try reader.notifier(inFile: file(text))
            return []
        } catch {
            return error.faults.map(\.description)
        }
    }

    @Test func `a notifier is the same on the wire, in a text and in a file`() throws {
        #expect(
            try reader.notifier(onWire: [
                "kind": "webhook", "params": ["method": "PUT", "url": "https://example.org/hook"],
                "secret_params": ["secret": "key"],
            ]) == Self.expected)
        #expect(
            try reader.notifier(
                inText: "kind=webhook,method=PUT,url=https://example.org/hook,secret=key")
                == Self.expected)
        #expect(
            try reader.notifier(
                inFile: file(
                    """
                    kind: webhook
                    params: {method: PUT, url: "https://example.org/hook"}
                    secret_params: {secret: key}
                    """)) == Self.expected)
    }

    @Test(arguments: [
        (
            "kind: slack",
            "on-call.yaml:1:1: params.webhook: \"webhook\" is missing, which the channel slack needs, "
                + "or \"token\" and \"channel\""
        ),
        (
            "params: {}",
            "on-call.yaml:1:1: kind: \"kind\" is missing: name a channel: \(Sample.kinds)"
        ),
        (
            "kind: console\nwhen: error",
            "on-call.yaml:2:1: when: unknown key \"when\": a notifier has kind, params, secret_params"
        ),
        (
            "kind: webhook\nurl: https://a/",
            "on-call.yaml:2:1: url: unknown key \"url\": it belongs into \"params\""
        ),
        ("", "on-call.yaml: the file must have one document: a notifier, not 0"),
        (
            "- kind: console",
            "on-call.yaml:1:1: must be an object with the keys of a notifier, not a list"
        ),
        (
            "kind: webhook\nparams: {url: ftp://hidden}",
            "on-call.yaml:2:15: params.url: is no usable URL: it must start with https:// or http://"
        ),
    ])
    func `what is wrong is told with its place`(text: String, fault: String) {
        #expect(faults(inFile: text).contains(fault), "\(faults(inFile: text))")
    }

    @Test func `a text with what no notifier has is refused`() {
        #expect(throws: InvalidDefinition.self) {
            try reader.notifier(inText: "kind=console,when=error")
        }
        #expect(throws: InvalidDefinition.self) { try reader.notifier(inText: "console") }
    }
}
