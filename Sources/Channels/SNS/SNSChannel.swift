package import Domain
package import Formats

/// Publishes to a topic of Amazon SNS.
package struct SNSChannel: Channel {
    package static let declaration = ChannelDeclaration(
        kind: "sns", summary: "Publishes the message to a topic of Amazon SNS.",
        parameters: [
            .init(
                "topic", .text, isRequired: true, environment: ["SNS_ARN"],
                meaning: "The topic's ARN, such as arn:aws:sns:eu-west-1:123456789012:alarms, "
                    + "which says the region too.")
        ] + AWSAccess.parameters)

    private let topic: SNSTopic
    private let access: AWSAccess

    package init(parameters: JSONObject) throws(ParameterErrors) {
        var parameters = Parameters(parameters, of: Self.declaration)
        let text = parameters.text("topic") ?? ""
        let topic = SNSTopic(text)
        if topic == nil, !text.isEmpty {
            parameters.fault(
                "topic", "is no topic's ARN: one is as arn:aws:sns:eu-west-1:123456789012:alarms")
        }
        access = AWSAccess(&parameters, region: topic?.region)
        self.topic = try parameters.finish(topic)
    }

    package var destination: Destination { access.destination(ofHost: Self.host) }
    package var usesOwnCredentials: Bool { access.credentials == nil }

    package func request(
        for message: Message, at now: Timestamp
    ) throws(UnsendableMessage) -> ChannelRequest {
        guard let url = access.url(ofHost: Self.host) else {
            throw UnsendableMessage("the region \(access.region) makes no usable URL")
        }
        let text = SNSText(message)
        var fields = [
            (name: "TopicArn", value: topic.text), (name: "Subject", value: text.subject),
            (name: "Message", value: text.text),
        ]
        for (index, attribute) in attributes(of: message).enumerated() {
            let entry = "MessageAttributes.entry.\(index + 1)"
            fields += [
                (name: "\(entry).Name", value: attribute.name),
                (name: "\(entry).Value.DataType", value: "String"),
                (name: "\(entry).Value.StringValue", value: attribute.value),
            ]
        }
        if topic.isFIFO {
            // The order of a schedule's messages is kept, and a repetition is dropped there.
            fields += [
                (name: "MessageGroupId", value: Self.group(of: message.event.key)),
                (name: "MessageDeduplicationId", value: Self.token(message.id.description)),
            ]
        }
        let request = try AWSQuery.request(
            "Publish", version: "2010-03-31", fields, to: url, access.signing(for: "sns"))
        return .http(request, remarks: text.remarks)
    }

    package func verdict(on reply: ChannelReply) -> Verdict {
        AWSVerdict.of(reply, from: destination.text)
    }

    private static let host = "sns"

    /// What subscriptions filter by, and by what a repetition is known.
    private func attributes(of message: Message) -> [(name: String, value: String)] {
        let event = message.event
        var attributes = [
            (name: "notifyd.delivery", value: message.id.description),
            (name: "notifyd.occasion", value: event.occasion.rawValue),
            (name: "notifyd.project", value: event.key.project.text),
            (name: "notifyd.schedule", value: event.key.name.text),
            (name: "notifyd.severity", value: message.severity.rawValue),
        ]
        if let run = event.run { attributes.append((name: "notifyd.run", value: "\(run)")) }
        return attributes
    }

    private static func group(of key: ScheduleKey) -> String {
        token("\(key.project).\(key.name)")
    }

    /// The text, or where it is longer than what SNS takes, its digest.
    private static func token(_ text: String) -> String {
        text.utf8.count <= SNSLimits.token
            ? text : Digest.hexadecimal(Digest.sha256(Array(text.utf8)))
    }
}
