import Channels
import Domain
import Formats
import TestKit
import Testing

struct SNSTests {
    private static let topic = "arn:aws:sns:eu-west-1:123456789012:alarms"

    private static func fields(
        _ message: Message? = nil, topic: String = topic
    ) throws -> [String: String] {
        AWSTests.fields(try AWSTests.request("sns", ["topic": .string(topic)], message))
    }

    @Test func `a message is published with its runs and attributes`() throws {
        let request = try AWSTests.request("sns", ["topic": .string(Self.topic)])
        #expect(request.url.text == "https://sns.eu-west-1.amazonaws.com/")
        #expect(request.signing?.region == "eu-west-1" && request.signing?.service == "sns")
        #expect(request.signing?.credentials?.accessKey == "AKIDEXAMPLE")
        let fields = AWSTests.fields(request)
        #expect(fields["Action"] == "Publish" && fields["Version"] == "2010-03-31")
        #expect(fields["TopicArn"] == Self.topic)
        #expect(fields["Subject"] == "Run failed: nightly-backup")
        #expect(
            fields["Message"] == """
                Run failed: the nightly backup

                error nightly-backup 0195760d-7f00-7000-8000-000000000002 exit status 2
                """)
        let attributes = (1...6).map { number in
            let entry = "MessageAttributes.entry.\(number)"
            return "\(fields["\(entry).Name"] ?? "")=\(fields["\(entry).Value.StringValue"] ?? "")"
        }
        #expect(
            attributes == [
                "notifyd.delivery=0195760d-7f00-7000-8000-000000000001.on-call",
                "notifyd.occasion=error", "notifyd.project=default",
                "notifyd.schedule=nightly-backup", "notifyd.severity=error",
                "notifyd.run=0195760d-7f00-7000-8000-000000000002",
            ])
        #expect(fields["MessageGroupId"] == nil)
    }

    @Test func `a topic that keeps an order can drop a repetition`() throws {
        let fields = try Self.fields(topic: Self.topic + ".fifo")
        #expect(fields["MessageGroupId"] == "default.nightly-backup")
        #expect(
            fields["MessageDeduplicationId"] == "0195760d-7f00-7000-8000-000000000001.on-call")
        let long = try Message.sample(notification: String(repeating: "n", count: 100))
        let token = try Self.fields(long, topic: Self.topic + ".fifo")["MessageDeduplicationId"]
        #expect(token?.count == 64)
    }

    @Test func `subjects and texts keep the service's bounds, and say so`() throws {
        let subjects = [
            ("caf\u{E9}\n 😀", "caf?  ?"), (" \t", "notifyd"),
            (String(repeating: "a", count: 101), String(repeating: "a", count: 97) + "..."),
            (String(repeating: "a", count: 100), String(repeating: "a", count: 100)),
        ]
        for (given, wanted) in subjects {
            #expect(try Self.fields(Self.message(subject: given))["Subject"] == wanted)
        }
        let channel = try ChannelTable.channel(
            kind: "sns", parameters: AWSTests.signed(["topic": .string(Self.topic)]))
        let long = try Message.sample(text: String(repeating: "漢 ", count: 100_000))
        let request = try channel.request(for: long, at: .sampleNow)
        #expect(request.remarks.count == 1)
        guard case .http(let http) = request.action else { return }
        let text = try #require(AWSTests.fields(http)["Message"])
        #expect(text.utf8.count <= 250 * 1024 && text.hasSuffix("…"))
    }

    private static func message(subject: String) throws -> Message {
        let sample = try Message.sample()
        let notification = Notification(name: sample.name, kind: "sns")
        return Message(
            delivery: sample.id, notification: notification, event: sample.event,
            subject: subject, text: sample.text, variables: sample.variables)
    }

    @Test(arguments: [
        "alarms", "arn:aws:sqs:eu-west-1:123456789012:alarms", "arn:aws:sns:EU:1:alarms",
        "arn:aws:sns:eu-west-1:123456789012:", "arn:aws:sns:eu-west-1:123456789012:a:b",
        "arn:aws:sns:eu-west-1:123456789012:a b",
    ])
    func `what is no topic is refused`(text: String) {
        let faults = ChannelTable.faults(kind: "sns", parameters: ["topic": .string(text)])
        #expect(faults.map(\.path) == ["topic"])
    }

    @Test func `topics of other partitions have other hosts`() throws {
        let china = try AWSTests.request(
            "sns", ["topic": "arn:aws-cn:sns:cn-north-1:123456789012:alarms"])
        #expect(china.url.text == "https://sns.cn-north-1.amazonaws.com.cn/")
    }
}
