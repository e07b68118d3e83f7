package import Domain
package import Formats
internal import Rendering

/// Puts the log of a run into a bucket of S3, before the messages that link to it are sent.
package struct LogCollectChannel: Channel {
    static let standardKey =
        "{{ schedule.project }}/{{ schedule.name }}/{{ run.metadata.uid }}.log"

    package static let declaration = ChannelDeclaration(
        kind: Delivery.logCollection,
        summary: "Puts the run's log into an S3 bucket; the event's other messages link to it.",
        parameters: [
            .init(
                "bucket", .text, isRequired: true, environment: ["S3_BUCKET"],
                meaning: "The bucket's name."),
            .init(
                "key", .text, holdsTemplates: true, standard: .string(standardKey),
                meaning: "The template of the object's name in the bucket."),
            .init(
                "acl", .text,
                meaning: "Who may read it: private, where links are signed, or public-read; the "
                    + "bucket decides, and links are signed, where it is left out."),
            .init(
                "expiry", .text, standard: "7d",
                meaning: "How long a signed link is valid, such as 12h; 7d at most."),
            AWSAccess.region,
        ] + AWSAccess.parameters, alternatives: AWSAccess.places)

    private let configuration: LogCollectConfiguration

    package init(parameters: JSONObject) throws(ParameterErrors) {
        configuration = try LogCollectConfiguration(parameters)
    }

    package var destination: Destination {
        let access = configuration.access
        let url = configuration.bucket.url(ofKey: "", access)
        return url.map { Destination($0) } ?? access.destination(ofHost: "s3")
    }

    package var usesOwnCredentials: Bool { configuration.access.credentials == nil }

    package func request(
        for message: Message, at now: Timestamp
    ) throws(UnsendableMessage) -> ChannelRequest {
        guard let run = message.event.run else {
            throw UnsendableMessage("only a run has a log, and this tells of the schedule itself")
        }
        let (key, remarks) = key(for: message)
        guard let key else {
            throw UnsendableMessage(
                "its key renders to nothing, or to more than \(LogCollectLimits.key) bytes")
        }
        guard let url = configuration.bucket.url(ofKey: key, configuration.access) else {
            throw UnsendableMessage(
                "the bucket in \(configuration.access.region) makes no usable URL")
        }
        var headers = [
            HTTPHeader("Content-Type", "text/plain; charset=utf-8"),
            HTTPHeader("Content-Encoding", "gzip"),
        ]
        if let acl = configuration.acl {
            headers.append(HTTPHeader("x-amz-acl", acl.rawValue))
        }
        let request = HTTPRequest(
            url: url, method: .put, headers: headers, timeout: LogCollectLimits.uploadTimeout,
            signing: signing)
        return .upload(LogUpload(run: run, request: request), remarks: remarks)
    }

    package func verdict(on reply: ChannelReply) -> Verdict {
        if case .failed(let failure) = reply, failure.kind == .absent {
            return .rejected(reason: failure.message)
        }
        return AWSVerdict.of(reply, from: destination.text)
    }

    package func logLink(for message: Message) -> LogLink? {
        guard let key = key(for: message).key,
            let url = configuration.bucket.url(ofKey: key, configuration.access)
        else { return nil }
        return LogLink(
            url: url, signing: configuration.acl == .isPublic ? nil : signing,
            lifetime: configuration.expiry)
    }

    private var signing: AWSSigning { configuration.access.signing(for: "s3") }

    /// The same whenever it is asked for, so that a link leads to what was put there.
    private func key(for message: Message) -> (key: String?, remarks: [String]) {
        let (value, remarks) = configuration.key.filled(for: message, now: message.event.at)
        if remarks.isEmpty { return (value.string.flatMap(S3Key.cleaned), []) }
        // As it is written it would be the same for all runs.
        let standard = BodyTemplate(.string(Self.standardKey), path: "key")
        let name = standard.filled(for: message, now: message.event.at).value.string
        return (name.flatMap(S3Key.cleaned), remarks + ["the standard key was used instead"])
    }
}
