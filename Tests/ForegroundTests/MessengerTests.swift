import Channels
import Domain
import Foreground
import Formats
import Platform
import TestKit
import Testing

struct MessengerTests {
    private static let retry = RetryPolicy(
        first: .milliseconds(500), longest: .seconds(5), giveUpAfter: .seconds(20))

    private let clock = RushingClock()
    private let asked = Locked<[HTTPRequest]>([])

    /// A messenger whose destination answers so, the last word for ever.
    private func messenger(
        _ replies: ChannelReply..., taking time: Duration = .zero,
        retry: RetryPolicy? = MessengerTests.retry
    ) -> Messenger<RushingClock> {
        let (asked, clock) = (asked, clock)
        return Messenger(
            perform: { request, _ in
                guard case .http(let request) = request.action else { return .logged }
                let index = asked.withLock { asked in
                    asked.append(request)
                    return asked.count - 1
                }
                clock.advance(by: min(time, request.timeout))
                return replies[min(index, replies.count - 1)]
            }, wallClock: ManualClock(), time: clock, retry: retry)
    }

    private static func notification(
        condition: String = "", message: String = "", body: JSONValue? = nil
    ) throws -> Notification {
        var parameters: JSONObject = [:]
        parameters["override_body"] = body
        return Notification(
            name: try Name("hook"), kind: "webhook", condition: condition, message: message,
            parameters: parameters,
            secretParameters: ["url": "http://127.0.0.1:9/confidential?key=confidential"])
    }

    private static func event() throws -> Event {
        let run = try #require(UID("0195760d-7f00-7000-8000-000000000002"))
        return .unstored(
            Happening(.completed), of: run, ScheduleKey(name: try Name("train")), at: .sampleNow,
            snapshot: ["metadata": ["name": "train"], "status": ["state": "completed"]])
    }

    private static func status(_ status: Int, _ headers: HTTPHeader..., body: String = "")
        -> ChannelReply
    {
        .http(HTTPReply(status: status, headers: headers, body: Array(body.utf8)))
    }

    @Test func `a notification that is taken at once is sent, and says what was sent`() async throws
    {
        let report = await messenger(Self.status(204)).send(
            try Self.notification(body: ["text": "{{ run.status.state }}"]), of: try Self.event())
        #expect(report.state == .sent && report.attempts == 1 && report.reason == "")
        #expect(report.request?.method == "POST")
        #expect(report.request?.address == "http://127.0.0.1:9/[secret]")
        #expect(report.request?.body == #"{"text":"completed"}"#)
        #expect(report.answer?.status == 204)
        #expect(clock.waits.isEmpty)
    }

    @Test func `what fails for a while is tried again, with growing waits`() async throws {
        let refused = ChannelReply.failed(TransportFailure(.connect, "127.0.0.1:9 refused"))
        let report = await messenger(
            refused, Self.status(503), Self.status(500), Self.status(200)
        ).send(try Self.notification(), of: try Self.event())
        #expect(report.state == .sent && report.attempts == 4)
        #expect(clock.waits.count == 3)
        for (wait, nominal) in zip(clock.waits, [500, 1000, 2000]) {
            #expect((nominal / 2...nominal).contains(Int(wait.microseconds / 1000)))
        }
    }

    @Test func `sending ends in time, also where each attempt hangs`() async throws {
        for time in [Duration.zero, .seconds(7), .seconds(100)] {
            let start = clock.now
            let report = await messenger(Self.status(503, body: "busy"), taking: time).send(
                try Self.notification(), of: try Self.event())
            #expect(report.state == .failed)
            #expect(report.reason.hasPrefix("gave up after \(report.attempts) attempt"))
            #expect(report.reason.hasSuffix("127.0.0.1:9 answered 503: busy"))
            #expect(start.duration(to: clock.now) <= .seconds(20))
            let requests = asked.withLock { $0 }
            #expect(requests.allSatisfy { $0.timeout <= .seconds(20) })
        }
    }

    @Test func `a destination that asks for more time than there is is not asked again`()
        async throws
    {
        let report = await messenger(Self.status(429, HTTPHeader("Retry-After", "3600"))).send(
            try Self.notification(), of: try Self.event())
        #expect(report.state == .failed && report.attempts == 1)
        let soon = await messenger(
            Self.status(429), Self.status(429, HTTPHeader("Retry-After", "9")), Self.status(200)
        ).send(try Self.notification(), of: try Self.event())
        #expect(soon.state == .sent && clock.waits == [.seconds(9)])
    }

    @Test func `what is refused is not sent again, and its reason holds no secret`() async throws {
        let report = await messenger(
            Self.status(404, body: "there is no /confidential?key=confidential")
        ).send(
            try Self.notification(body: ["note": "by confidential means"]), of: try Self.event())
        #expect(report.state == .failed && report.attempts == 1)
        #expect(report.reason.hasPrefix("127.0.0.1:9 answered 404"))
        #expect(!JSONValue.object(report.object).text.contains("confidential"))
        #expect(report.answer?.text.contains("[secret]") == true)
    }

    @Test func `without a policy there is one attempt`() async throws {
        let report = await messenger(Self.status(503), retry: nil).send(
            try Self.notification(), of: try Self.event())
        #expect(report.state == .failed && report.attempts == 1 && clock.waits.isEmpty)
        #expect(report.reason == "127.0.0.1:9 answered 503")
        #expect(report.verdict == .retry(after: nil, reason: "127.0.0.1:9 answered 503"))
    }

    @Test(arguments: [
        ("{{ 1 > 2 }}", DeliveryState.suppressed), ("no", .suppressed), ("{{ 1 < 2 }}", .sent),
        ("{{ run.status.results.drift > 0.1 }}", .sent), ("{{ nonsense", .sent),
    ])
    func `a condition decides, unless it fails`(condition: String, state: DeliveryState)
        async throws
    {
        let report = await messenger(Self.status(204)).send(
            try Self.notification(condition: condition), of: try Self.event())
        #expect(report.state == state)
        #expect(report.attempts == (state == .sent ? 1 : 0))
        let failed = condition.contains("drift") || condition.contains("nonsense")
        #expect(report.reason.contains("its condition failed") == failed)
    }

    @Test func `a template that fails is remarked, and the default text is sent`() async throws {
        let report = await messenger(Self.status(503), Self.status(204)).send(
            try Self.notification(message: "{{ nothing.at.all }}"), of: try Self.event())
        #expect(report.state == .sent)
        #expect(report.reason.hasPrefix("its message template failed at line 1"))
        #expect(report.request?.body.contains("Run completed: train") == true)
    }

    @Test func `a notifier is not known here`() async throws {
        let notification = Notification(
            name: try Name("hook"), target: .notifier(try Name("on-call")))
        let report = await messenger(Self.status(204)).send(notification, of: try Self.event())
        #expect(report.state == .failed && report.attempts == 0)
        #expect(report.reason.contains("notifier"))
    }

    @Test func `whoever does not want to wait is not made to`() async throws {
        let event = try Self.event()
        let notification = try Self.notification()
        let messenger = messenger(Self.status(503))
        let sending = Task {
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            return await messenger.send(notification, of: event)
        }
        let report = await sending.value
        #expect(report.state == .failed && report.attempts == 1)
        #expect(report.reason == "interrupted: 127.0.0.1:9 answered 503")
    }
}
