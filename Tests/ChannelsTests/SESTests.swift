import Channels
import Domain
import Formats
import TestKit
import Testing

struct SESTests {
    @Test func `a mail goes to everybody in the form of mails`() throws {
        let request = try AWSTests.request(
            "ses",
            [
                "to": "Ops <ops@example.org>", "cc": ["a@example.org"], "bcc": "b@example.org",
                "from": "Backups <me@example.org>", "subject_prefix": "[backup]",
                "configuration_set": "alerts", "region": "eu-west-1",
                "headers": ["X-Team": "storage"],
            ])
        #expect(request.url.text == "https://email.eu-west-1.amazonaws.com/")
        #expect(request.signing?.service == "ses" && request.signing?.region == "eu-west-1")
        let fields = AWSTests.fields(request)
        #expect(fields["Action"] == "SendRawEmail" && fields["Version"] == "2010-12-01")
        #expect(fields["Source"] == "me@example.org")
        #expect(fields["ConfigurationSetName"] == "alerts")
        let recipients = (1...4).map { fields["Destinations.member.\($0)"] }
        #expect(recipients == ["ops@example.org", "a@example.org", "b@example.org", nil])
        #expect(fields["RawMessage.Data"]?.isEmpty == false)
    }

    @Test func `more recipients than SES takes are refused`() {
        let addresses = (1...51).map { JSONValue.string("a\($0)@example.org") }
        let faults = ChannelTable.faults(
            kind: "ses",
            parameters: [
                "to": .array(addresses), "from": "b@example.org", "region": "eu-west-1",
            ])
        #expect(faults.map(\.path) == ["to"])
        #expect(faults.first?.message.contains("51 recipients") == true)
    }
}
