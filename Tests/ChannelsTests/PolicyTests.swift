import Channels
import Domain
import Formats
import TestKit
import Testing

/// What deliveries ask of every channel besides its messages.
struct PolicyTests {
    static let gathering = ChannelSample.all.filter { sample in
        ChannelTable.declarations.contains { $0.kind == sample.kind && $0.digestLength != nil }
    }

    @Test(arguments: ChannelSample.all)
    func `no secret shows in an address or a place`(sample: ChannelSample) throws {
        let channel = try sample.redactedChannel()
        for text in channel.addresses + [channel.destination.place, channel.destination.key] {
            for secret in sample.secrets { #expect(!text.contains(secret), "\(text)") }
        }
    }

    @Test(arguments: ChannelSample.all)
    func `where nothing may be sent, trying again changes nothing`(sample: ChannelSample) throws {
        let reply = ChannelReply.failed(TransportFailure(.forbidden, "it may not be"))
        let verdict = try sample.redactedChannel().verdict(on: reply)
        #expect(verdict == .rejected(reason: "it may not be"))
    }

    @Test(arguments: ChannelSample.all)
    func `a channel without its addresses is none`(sample: ChannelSample) throws {
        let channel = try sample.redactedChannel()
        #expect(channel.leavingOut(Set(channel.addresses)) == nil)
    }

    @Test(arguments: ChannelSample.overHTTP.filter { !["ses", "sns"].contains($0.kind) })
    func `a request reaches as far as it is said, and two URLs are two places`(
        sample: ChannelSample
    ) throws {
        let request = try sample.channel().request(for: .sample(), at: .sampleNow)
            .reaching(.outside(also: []))
        guard case .http(let http) = request.action else {
            Issue.record("no request of HTTP")
            return
        }
        #expect(http.reach == .outside(also: []))
        let places = try ["http://127.0.0.1:9", "http://127.0.0.1:9/other"].map {
            try sample.channel(base: $0).destination.place
        }
        #expect(places[0] != places[1])
    }

    @Test(arguments: gathering)
    func `what gathers messages cuts none of as many as its declaration says`(
        sample: ChannelSample
    ) throws {
        let length = try #require(
            ChannelTable.declarations.first { $0.kind == sample.kind }?.digestLength)
        var messages: [Message] = []
        while messages.count < 20 {
            let index = messages.count
            let text = String(repeating: "word ", count: length / 100 - 6) + "end-\(index)."
            let message = try Message.sample(text: text, notification: "n-\(index)")
            let used = (messages + [message]).reduce(0) { $0 + $1.text.utf16.count }
            if used > length { break }
            messages.append(message)
        }
        #expect(messages.count > 5)
        let digest = try #require(Message.digest(of: messages))
        let request = try sample.channel().request(for: digest, at: .sampleNow)
        // Where marks are escaped, that is with backslashes.
        let shown = try text(of: request).replacing("\\", with: "")
        for index in messages.indices { #expect(shown.contains("end-\(index)."), "\(shown)") }
    }

    private func text(of request: ChannelRequest) throws -> String {
        switch request.action {
        case .http(let request): return String(decoding: request.body, as: UTF8.self)
        case .mail(let request): return request.content.text
        case .upload(let upload): return upload.request.url.text
        case .irc(let request): return request.lines.joined(separator: "\n")
        case .program(let request): return String(decoding: request.input, as: UTF8.self)
        case .log(let lines): return lines.map(\.text).joined(separator: "\n")
        }
    }

    @Test func `a digest's mail has an id of its own, and is one run's only where it is`() throws {
        let messages = try ["a", "b"].map { try Message.sample(notification: $0) }
        let digest = try #require(Message.digest(of: messages))
        let mail = try ChannelSample.mailRequest(
            ["to": "ops@example.org", "from": "me@example.org"], for: digest)
        let sender = try #require(mail.sender)
        let text = String(
            decoding: mail.content.bytes(from: sender, host: "h.example"), as: UTF8.self)
        #expect(text.contains("Message-ID: <\(digest.idText)@example.org>"), "\(text)")
        #expect(!text.contains("X-Notifyd-Run:"))
        #expect(text.contains("Subject: 2 notifications: "))
    }

    @Test(arguments: [
        ("http://a.example/x", "a.example"), ("https://[2001:db8::1]:8443/", "[2001:db8::1]"),
    ])
    func `the address of a URL is its host`(url: String, host: String) throws {
        let channel = try ChannelTable.channel(
            kind: "webhook", parameters: ["url": .string(url)])
        #expect(channel.addresses == [host])
    }

    @Test func `a mail's addresses are its recipients, who can be left out`() throws {
        let channel = try ChannelSample.mailChannel([
            "to": "Ops <ops@example.org>, b@example.org", "cc": "c@example.org",
            "bcc": "d@example.org", "from": "me@example.org", "reply_to": "e@example.org",
        ])
        #expect(
            channel.addresses == [
                "ops@example.org", "b@example.org", "c@example.org", "d@example.org",
            ])
        let rest = try #require(channel.leavingOut(["b@example.org", "d@example.org"]))
        #expect(rest.addresses == ["ops@example.org", "c@example.org"])
        #expect(rest.destination.key == channel.destination.key)
    }
}
