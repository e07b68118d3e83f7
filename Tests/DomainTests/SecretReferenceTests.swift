import Domain
import Formats
import Testing

struct SecretReferenceTests {
    @Test(
        arguments: [
            ("env:TOKEN", .environment("TOKEN")), ("file:/etc/key", .file("/etc/key")),
            ("credential:slack", .credential("slack")), ("env:", .environment("")),
            ("environment:TOKEN", nil), ("ENV:TOKEN", nil), (" env:TOKEN", nil), ("env", nil),
            (#"\env:TOKEN"#, nil), ("", nil), ("https://example.org/env:A", nil),
            ("file:///etc/key", .file("///etc/key")),
        ] as [(String, SecretReference?)])
    func `a text is a reference when it begins so`(text: String, reference: SecretReference?) {
        #expect(SecretReference(text) == reference)
        if let reference { #expect("\(reference)" == text) }
    }

    @Test(arguments: [
        (#"\env:TOKEN"#, "env:TOKEN"), (#"\file:/a"#, "file:/a"),
        (#"\credential:a"#, "credential:a"),
        (#"\\env:TOKEN"#, #"\env:TOKEN"#), (#"\else"#, #"\else"#), ("plain", "plain"), ("", ""),
        (#"\"#, #"\"#), (#"a\env:TOKEN"#, #"a\env:TOKEN"#),
    ])
    func `a backslash before it takes it as it stands`(text: String, literal: String) {
        #expect(SecretReference(text) == nil)
        #expect(SecretReference.literal(text) == literal)
    }

    @Test(arguments: [
        "env:TOKEN", "env:a.b-c", "file:/etc/key", "file:/", "credential:slack", "credential:a.b",
    ])
    func `what can be followed has no fault`(text: String) {
        #expect(SecretReference(text)?.fault == nil)
    }

    @Test(arguments: [
        ("env:", "must name a variable, as env:NAME"),
        ("env:A=B", "must name a variable, as env:NAME"),
        ("env:A B", "must name a variable, as env:NAME"),
        ("env:A\u{0}B", "must name a variable, as env:NAME"),
        ("file:", "must name a file by its absolute path, as file:/path"),
        ("file:key", "must name a file by its absolute path, as file:/path"),
        ("credential:", "must name a credential of systemd, as credential:NAME"),
        ("credential:..", "must name a credential of systemd, as credential:NAME"),
        ("credential:../../etc/shadow", "must name a credential of systemd, as credential:NAME"),
    ])
    func `what cannot be followed is told`(text: String, fault: String) {
        #expect(SecretReference(text)?.fault == fault)
    }

    @Test func `every reference in the secret parameters is replaced, and nothing else`() {
        let configuration = ChannelConfiguration(
            kind: "webhook", parameters: ["method": "env:OPEN"],
            secretParameters: [
                "url": "env:URL", "secret": #"\env:KEPT"#,
                "headers": ["A": "file:/a", "B": "plain", "C": ["credential:c", 5, true]],
            ])
        #expect(configuration.hasReferences)
        let resolved = configuration.resolved { "<\($0)>" }
        #expect(resolved.parameters == ["method": "env:OPEN"])
        #expect(
            resolved.secretParameters == [
                "url": "<env:URL>", "secret": "env:KEPT",
                "headers": ["A": "<file:/a>", "B": "plain", "C": ["<credential:c>", 5, true]],
            ])
        #expect(
            !ChannelConfiguration(kind: "webhook", secretParameters: ["url": "https://a/"])
                .hasReferences)
    }
}
