import Definitions
import Domain
import Formats
import Testing

struct NotificationTextTests {
    private func read(_ texts: String...) throws -> [Notification] {
        try Sample.notifications.notifications(inTexts: texts)
    }

    @Test func `a line holds a whole notification`() throws {
        let notifications = try read(
            "kind=webhook,name=ops,when=error+aborted,severity=error,message=look here,"
                + "url=https://example.org/a?b=c&d=e,verify_ssl=false,"
                + "headers.X-Token=abc,headers.B=1"
        )
        #expect(
            notifications == [
                Notification(
                    name: try Name("ops"), kind: "webhook", when: [.error, .aborted],
                    message: "look here", severity: .error,
                    parameters: ["verify_ssl": false],
                    secretParameters: [
                        "url": "https://example.org/a?b=c&d=e",
                        "headers": ["X-Token": "abc", "B": "1"],
                    ])
            ])
    }

    @Test(arguments: [
        (#"a\,b"#, "a,b"), (#""a,b""#, "a,b"), ("'a,b'", "a,b"), (#"a\\b"#, #"a\b"#),
        (#"a\nb"#, "a\nb"),
        (#"'a\nb'"#, #"a\nb"#), (#""a\"b""#, "a\"b"), ("it's", "it's"), ("a\"b\"", "a\"b\""),
        ("", ""),
        ("a=b", "a=b"), ("é日", "é日"), (#"a\"#, #"a\"#), ("\"\"", ""),
    ])
    func `commas in values are escaped or quoted`(text: String, message: String) throws {
        #expect(try read("kind=console,message=\(text)").map(\.message) == [message])
    }

    @Test func `parameters take the form that their channel declares`() throws {
        let notification = try read(
            #"kind=everything,text=5,flag=true,count=-5,params.token=t,headers={},"#
                + #"body={"a": [1\, 2]}"#
        )[0]
        #expect(
            notification.configuration?.allParameters == [
                "text": "5", "flag": true, "count": -5, "token": "t", "body": ["a": [1, 2]],
                "headers": [:],
            ])
        let plain = try read("kind=everything,text=true,body=5,headers.a.b=1")[0]
        #expect(
            plain.configuration?.allParameters == [
                "text": "true", "body": "5", "headers": ["a": ["b": "1"]],
            ])
    }

    @Test func `several lines are one list`() throws {
        #expect(
            try read("kind=console", "kind=console").map(\.name.text) == ["console", "console-2"])
        #expect(try read() == [])
    }

    @Test(arguments: [
        (
            "",
            """
            notifications[0]: "" has no value: write key=value pairs, and a backslash before \
            each comma that belongs to a value
            """
        ),
        (
            "kind=console,",
            """
            notifications[0]: "" has no value: write key=value pairs, and a backslash before \
            each comma that belongs to a value
            """
        ),
        (
            "kind=console,message=a,b",
            """
            notifications[0]: "b" has no value: write key=value pairs, and a backslash before \
            each comma that belongs to a value
            """
        ),
        (
            "=x",
            """
            notifications[0]: "" has no value: write key=value pairs, and a backslash before \
            each comma that belongs to a value
            """
        ),
        ("kind=console,kind=slack", "notifications[0]: \"kind\" is given twice"),
        (
            "kind=console,message=\"a",
            "notifications[0]: the value of \"message\" has no closing quote"
        ),
        (
            "kind=console,message=\"a\"b",
            "notifications[0]: after the closing quote of \"message\" a comma must follow"
        ),
        (
            "kind=console,params=x",
            "notifications[0]: name each parameter by itself, such as url=…, not \"params\""
        ),
        (
            "kind=webhook,url=x,headers.=a",
            "notifications[0]: \"headers.\" is no name of a parameter"
        ),
        (
            "kind=webhook,url=x,headers={},headers.A=a,headers.A.b=c",
            "notifications[0]: \"headers.A.b\" is given twice"
        ),
        (
            "message=x",
            """
            notifications[0].kind: "kind" is missing: name a channel: \
            \(Sample.kinds)
            """
        ),
        (
            "kind=consol",
            """
            notifications[0].kind: unknown kind "consol": did you mean "console"? (known are \
            \(Sample.kinds))
            """
        ),
        ("kind=console,when=error+", "notifications[0].when[1]: must not be empty"),
        (
            "kind=console,when=eror",
            """
            notifications[0].when[0]: unknown word "eror": did you mean "error"? (known are \
            pending, running, completed, error, aborted, skipped, exit, \
            signal, timeout, start, lost, exception, attempt-error, broken, fixed, defined, reported)
            """
        ),
        (
            "kind=webhook,ulr=x,url=y",
            "notifications[0].params.ulr: unknown parameter \"ulr\": did you mean \"url\"?"
        ),
        (
            "kind=everything,text=t,flag=yes",
            "notifications[0].params.flag: must be true or false, not a text"
        ),
        (
            "kind=everything,text=t,count=x",
            "notifications[0].params.count: must be a whole number, not a text"
        ),
        ("kind=everything,text.a=t", "notifications[0].params.text: must be a text, not an object"),
        (
            "kind=everything,text=t,token=********",
            """
            notifications[0].params.token: holds ********, which is only shown in place of a \
            secret: write the secret
            """
        ),
    ])
    func `what is wrong with a line is told`(text: String, message: String) {
        let error = #expect(throws: InvalidDefinition.self) { try read(text) }
        #expect(error?.description == message)
    }
}
