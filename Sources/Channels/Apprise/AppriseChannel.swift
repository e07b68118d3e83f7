package import Domain
package import Formats

/// Hands messages to the program `apprise`, which knows over a hundred services.
package struct AppriseChannel: Channel {
    package static let declaration = ChannelDeclaration(
        kind: "apprise",
        summary: "Sends the message through the program apprise, which knows many services.",
        parameters: [
            .init(
                "urls", .texts, isRequired: true, isSecret: true,
                meaning: "Where to: one of apprise's URLs, such as gotify://host/token, or a list."
            ),
            .init(
                "title", .text,
                meaning: "The title; the subject where it is left out. Others on the machine can "
                    + "see it while apprise runs."),
        ], isForAdministrators: true)

    private let urls: [String]
    private let title: String?

    package init(parameters: JSONObject) throws(ParameterErrors) {
        var read = Parameters(parameters, of: Self.declaration)
        urls = read.texts("urls")
        for url in urls {
            guard let fault = Self.fault(in: url), !url.isEmpty || urls.count > 1 else { continue }
            read.fault("urls", fault)
        }
        let title = read.text("title") ?? ""
        if title.cleaned(oneLine: true) != title {
            read.fault("title", "has a line break or another control character")
        }
        if title.count > ProgramLimits.title {
            read.fault("title", "is longer than \(ProgramLimits.title) characters")
        }
        self.title = title.isEmpty ? nil : title
        try read.finish()
    }

    /// Each URL becomes a line of a configuration, in which other lines have other meanings.
    private static func fault(in url: String) -> String? {
        guard url.cleaned(oneLine: true) == url, !url.utf8.contains(0x20) else {
            return "has a blank, a line break or another control character: write %20 for a blank"
        }
        let scheme = url.prefix { $0 != ":" }
        let isScheme = scheme.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        guard !scheme.isEmpty, isScheme, url.dropFirst(scheme.count).hasPrefix("://") else {
            return "has what is no URL of apprise, such as gotify://host/token"
        }
        return url.utf8.count <= Limits.url ? nil : "has a URL of more than \(Limits.url) bytes"
    }

    package var destination: Destination {
        Destination(key: "apprise:\(Distinction.digest(urls))", text: "apprise")
    }

    package func request(
        for message: Message, at now: Timestamp
    ) throws(UnsendableMessage) -> ChannelRequest {
        let line = (title ?? message.subject).cleaned(oneLine: true)
        let shown = line.cut(to: ProgramLimits.title)
        let remarks =
            shown == line ? [] : ["its title was cut to \(ProgramLimits.title) characters"]
        let configuration = urls.map { "\($0)\n" }.joined()
        return .program(
            ProgramRequest(
                program: "apprise",
                arguments: [
                    "--config=/dev/fd/3", "--notification-type=\(Self.type(message.severity))",
                    "--input-format=text", "--title=\(shown)",
                ],
                input: Array(message.text.cleaned().utf8), attachment: Array(configuration.utf8),
                package: "apprise", timeout: ProgramLimits.timeout), remarks: remarks)
    }

    private static func type(_ severity: Severity) -> String {
        switch severity {
        case .debug, .info: "info"
        case .warning: "warning"
        case .error: "failure"
        }
    }

    /// Its exit status tells no passing failure from a lasting one.
    package func verdict(on reply: ChannelReply) -> Verdict {
        guard case .program(let program) = reply else { return ProgramVerdict.of(reply) }
        switch program.ending {
        case .exited(0): return .delivered
        case .exited(let status):
            let excerpt = Excerpt.text(program.errors.isEmpty ? program.output : program.errors)
            let words = excerpt.isEmpty ? "" : ": \(excerpt)"
            return .retry(after: nil, reason: "apprise ended with exit status \(status)\(words)")
        case .signalled: return ProgramVerdict.of(reply)
        }
    }
}
