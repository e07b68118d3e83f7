import Channels
import Domain
import Formats
import TestKit
import Testing

struct WebhookTests {
    static func request(
        _ parameters: JSONObject = [:], message: Message? = nil, at now: Timestamp = .sampleNow
    ) throws -> HTTPRequest {
        var parameters = parameters
        if parameters["url"] == nil { parameters["url"] = "https://receiver.example/hook" }
        let channel = try WebhookChannel(parameters: parameters)
        let message = try message ?? .sample()
        guard case .http(let request) = try channel.request(for: message, at: now).action else {
            throw NotHTTP()
        }
        return request
    }

    struct NotHTTP: Error {}

    static func faults(_ parameters: JSONObject) -> [String] {
        var parameters = parameters
        if parameters["url"] == nil { parameters["url"] = "https://receiver.example/hook" }
        do throws(ParameterErrors) {
            _ = try WebhookChannel(parameters: parameters)
            return []
        } catch {
            return error.faults.map(\.path)
        }
    }

    @Test func `the body has the name, the message, the severity, the event and the runs`() throws {
        let request = try Self.request()
        let body = try JSONValue(parsing: request.body)
        #expect(body.object?.names == ["name", "message", "severity", "event", "runs"])
        #expect(body["name"] == "on-call")
        #expect(body["message"] == "Run failed: the nightly backup")
        #expect(body["severity"] == "error")
        #expect(
            body["event"] == [
                "id": "0195760d-7f00-7000-8000-000000000001", "occasion": "error",
                "reason": "exit", "at": "2025-03-08T12:00:00Z",
            ])
        #expect(body["runs"]?.array?.first?["metadata"]?["name"] == "nightly-backup")
        #expect(request.method == .post)
        #expect(request.verifyTLS)
        #expect(
            request.headers == [
                .init("Content-Type", "application/json"),
                .init("webhook-id", "0195760d-7f00-7000-8000-000000000001_on-call"),
                .init("webhook-timestamp", "1741435200"),
            ])
    }

    @Test func `every parameter reaches the request`() throws {
        let request = try Self.request([
            "url": "http://user:word@receiver.example:8080/hook?a=b", "method": "patch",
            "headers": ["X-One": "1", "content-type": "text/json", "X-Empty": ""],
            "ca_file": "/etc/authority.pem", "verify_ssl": false, "override_body": 7,
        ])
        #expect(request.url.text == "http://user:word@receiver.example:8080/hook?a=b")
        #expect(request.method == .patch)
        #expect(
            request.headers.prefix(3) == [
                .init("X-One", "1"), .init("content-type", "text/json"), .init("X-Empty", ""),
            ])
        #expect(!request.headers.dropFirst(3).contains { $0.name == "Content-Type" })
        #expect(request.caFile == "/etc/authority.pem")
        #expect(!request.verifyTLS)
        #expect(request.body == Array("7".utf8))
    }

    @Test func `GET sends no body`() throws {
        let request = try Self.request(["method": "GET", "override_body": ["a": 1]])
        #expect(request.method == .get)
        #expect(request.body.isEmpty)
        #expect(!request.headers.contains { $0.name == "Content-Type" })
    }

    @Test(
        arguments: [
            (["method": "close"], "method"), (["method": ""], "method"),
            (["method": "HEAD"], "method"),
            (["headers": ["Host": "x"]], "headers.Host"),
            (["headers": ["content-LENGTH": "0"]], "headers.content-LENGTH"),
            (["headers": ["Webhook-Id": "1"]], "headers.Webhook-Id"),
            (["headers": ["Transfer-Encoding": "chunked"]], "headers.Transfer-Encoding"),
            (["headers": ["X-A": "1\r\nX-B: 2"]], "headers.X-A"),
            (["headers": ["X-A": "\0"]], "headers.X-A"),
            (["headers": ["X-A": 1]], "headers.X-A"), (["headers": ["X A": "1"]], "headers"),
            (["headers": ["X\nA": "1"]], "headers"), (["headers": ["": "1"]], "headers"),
            (["headers": ["X-A": "1", "x-a": "2"]], "headers.x-a"),
            (["url": "ftp://host/"], "url"), (["url": ""], "url"),
            (["ca_file": "authority.pem"], "ca_file"),
            (["secret": ""], "secret"), (["secret": "whsec_"], "secret"),
            (["secret": "whsec_%%%"], "secret"),
            (["format": "xml"], "format"), (["cloudevents": "batched"], "cloudevents"),
            (["cloudevents": "structured", "format": "form"], "cloudevents"),
            (["cloudevents": "structured", "method": "GET"], "cloudevents"),
            (["format": "form", "override_body": "text"], "override_body"),
            (["username": "u"], "password"), (["password": "p"], "username"),
            (["username": "a:b", "password": "p"], "username"),
            (["username": "u", "password": "p\n"], "password"),
            (["bearer_token": "a b"], "bearer_token"),
            (["bearer_token": "t", "username": "u", "password": "p"], "bearer_token"),
            (
                ["bearer_token": "t", "headers": ["authorization": "Basic x"]],
                "headers.authorization"
            ),
            (["bearer_token": "t", "url": "https://user:word@host/"], "url"),
            (["cloudevents": "binary", "headers": ["CE-id": "1"]], "headers.CE-id"),
            (
                ["cloudevents": "structured", "headers": ["Content-Type": "a/b"]],
                "headers.Content-Type"
            ),
            (["client_certificate": "client.pem"], "client_certificate"),
            (
                ["client_certificate": "/client.pem", "url": "http://host/"], "client_certificate"
            ),
            (["client_key": "/key.pem"], "client_key"),
            (["client_key_password": "word"], "client_key_password"),
        ] as [(JSONObject, String)])
    func `what cannot work is refused with its place`(parameters: JSONObject, path: String) {
        #expect(Self.faults(parameters) == [path])
    }

    @Test func `all faults are told at once`() {
        let faults = Self.faults([
            "url": "nowhere", "method": "WIPE", "verify_ssl": "no", "headers": ["Host": "a"],
            "extra": 1,
        ])
        #expect(Set(faults) == ["url", "method", "verify_ssl", "headers.Host", "extra"])
    }

    @Test(arguments: [
        ("{{ runs }}", "<runs>"), ("{{runs}}", "<runs>"), ("{{\truns\n}}", "<runs>"),
        ("a {{ runs }} b {{runs}} c", "a <runs> b <runs> c"), ("{ {{ runs }} }", "{ <runs> }"),
        ("{{ run.kind }}", "run"), ("{{ runs", "{{ runs"), ("{ runs }", "{ runs }"),
        ("{{ x }} {{ runs }}", " <runs>"), ("{{}}", "{{}}"), ("", ""), ("{{", "{{"),
    ])
    func `runs are put into texts of an own body`(text: String, expected: String) throws {
        let runs = JSONValue.array(try Message.sample().runs).text
        let wanted = JSONValue.string(expected.replacing("<runs>", with: runs))
        let body = try JSONValue(
            parsing: Self.request([
                "override_body": [
                    "top": .string(text), "deep": [[["inner": .string(text)]], nil, 1, true],
                    "{{ runs }}": .number(0.5),
                ]
            ]).body)
        #expect(
            body == [
                "top": wanted, "deep": [[["inner": wanted]], nil, 1, true],
                "{{ runs }}": .number(0.5),
            ])
    }

    @Test func `texts of an own body are templates, and of one that fails the request tells`()
        throws
    {
        let channel = try WebhookChannel(parameters: [
            "url": "https://receiver.example/hook",
            "override_body": [
                "good": "{{ notification.name }} {{ event.reason }} {{ run.status.state | upper }}",
                "bad": "{{ run.status.results.drift.mean }}",
            ],
        ])
        let request = try channel.request(for: .sample(), at: .sampleNow)
        guard case .http(let http) = request.action else { throw NotHTTP() }
        #expect(
            try JSONValue(parsing: http.body) == [
                "good": "on-call exit ERROR", "bad": "{{ run.status.results.drift.mean }}",
            ])
        #expect(request.remarks.count == 1)
        #expect(
            request.remarks.first?.hasPrefix("the template override_body.bad failed at line 1, ")
                == true, "\(request.remarks)")
    }

    @Test func `a form has a field for each member, as an encoder of the URL Standard writes it`()
        throws
    {
        let request = try Self.request([
            "format": "form",
            "override_body": [
                "text": "a b&c=d+é/😀*-._~", "é": 1, "list": [1, "{{ event.reason }}"],
                "left out": nil, "none": "", "runs": "{{ runs }}",
            ],
        ])
        #expect(
            request.headers.first == .init("Content-Type", "application/x-www-form-urlencoded"))
        let text = String(decoding: request.body, as: UTF8.self)
        #expect(
            text.hasPrefix(
                "text=a+b%26c%3Dd%2B%C3%A9%2F%F0%9F%98%80*-._%7E&%C3%A9=1&list=%5B1%2C%22exit%22%5D"
                    + "&none=&runs=%5B%7B"), "\(text)")
        #expect(!text.contains("left"))
        let usual = String(
            decoding: try Self.request(["format": "form"]).body, as: UTF8.self)
        #expect(
            usual.hasPrefix("name=on-call&message=Run+failed%3A+the+nightly+backup&severity=error&")
        )
        let mine = try Self.request(["format": "form", "headers": ["Content-Type": "x/y"]])
        #expect(mine.headers.filter { $0.name == "Content-Type" } == [.init("Content-Type", "x/y")])
    }

    @Test func `who sends it is said in a header`() throws {
        func value(_ parameters: JSONObject) throws -> String? {
            try Self.request(parameters).headers.first { $0.name == "Authorization" }?.value
        }
        #expect(
            try value(["username": "Aladdin", "password": "open sesame"])
                == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
        #expect(try value(["bearer_token": "mF_9.B5f-4.1JqM"]) == "Bearer mF_9.B5f-4.1JqM")
        #expect(try value([:]) == nil)
        #expect(try value(["method": "GET", "bearer_token": "token"]) == "Bearer token")
    }

    @Test func `a client certificate reaches the request`() throws {
        let both = try Self.request([
            "client_certificate": "/etc/client.pem", "client_key": "/etc/client.key",
            "client_key_password": "word",
        ])
        #expect(
            both.clientCertificate
                == ClientCertificate(
                    file: "/etc/client.pem", keyFile: "/etc/client.key", password: "word"))
        #expect(try Self.request().clientCertificate == nil)
    }

    @Test func `an event of CloudEvents is the body, or stands in headers beside it`() throws {
        let attributes: [(String, String)] = [
            ("specversion", "1.0"), ("id", "0195760d-7f00-7000-8000-000000000001_on-call"),
            ("source", "/notifyd/projects/default/schedules/nightly-backup"),
            ("type", "io.notifyd.run.error"),
            ("subject", "0195760d-7f00-7000-8000-000000000002"), ("time", "2025-03-08T12:00:00Z"),
        ]
        let structured = try Self.request(["cloudevents": "structured", "override_body": [1]])
        var expected = JSONObject(attributes.map { ($0.0, .string($0.1)) })
        expected["datacontenttype"] = "application/json"
        expected["data"] = [1]
        #expect(try JSONValue(parsing: structured.body) == .object(expected))
        #expect(
            structured.headers.first
                == .init("Content-Type", "application/cloudevents+json; charset=utf-8"))
        let binary = try Self.request(["cloudevents": "binary"])
        #expect(binary.body == (try Self.request().body))
        #expect(
            binary.headers.prefix(7)
                == [.init("Content-Type", "application/json")][...]
                + attributes.map { HTTPHeader("ce-\($0.0)", $0.1) })
    }

    @Test func `what is put in has no meaning of its own`() throws {
        let message = try Message.sample(error: #"{{ runs }} \n \1 $0 "q""#)
        let body = try JSONValue(
            parsing: Self.request(["override_body": "{{ runs }}"], message: message).body)
        let runs = try JSONValue(parsing: try #require(body.string))
        #expect(runs.array?.first?["status"]?["error"] == .string(#"{{ runs }} \n \1 $0 "q""#))
    }

    @Test func `a body beyond all reason is not sent`() throws {
        let message = try Message.sample(error: String(repeating: "e", count: 3_000_000))
        let texts: JSONValue = ["{{ runs }}", .string(String(repeating: "t", count: 2_000_000))]
        let error = #expect(throws: UnsendableMessage.self) {
            try Self.request(["override_body": texts], message: message)
        }
        #expect(error?.reason.contains("4194304") == true)
    }

    @Test(arguments: [
        ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "qebFviRsTUwZrl37Lng8VTQVbiaqyGQLMRtUNzM4aAY="),
        (
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwAA",
            "qebFviRsTUwZrl37Lng8VTQVbiaqyGQLMRtUNzM4aAY="
        ),
        ("plain text, ütf-8", "gE5D4xoU3fFeYw/d69f1QnpcCv+KqF4Wg3pM5lhi//w="),
        ("whsec", "VR68WfEV1hCwmVXv2dbtNzzSDpF8JP2zy0V97QNPssI="),
    ])
    func `the signature is the one that another implementation computed`(
        secret: String, signature: String
    ) throws {
        let request = try Self.request([
            "secret": .string(secret), "override_body": ["test": 2_432_232_314],
        ])
        #expect(request.headers.last == .init("webhook-signature", "v1,\(signature)"))
    }
}
