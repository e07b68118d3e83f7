import Channels
import Testing

struct HTTPAddressTests {
    @Test(arguments: [
        ("https://hooks.example.com/a?b#c", "https://hooks.example.com:443"),
        ("HTTP://Hooks.Example.COM", "http://hooks.example.com:80"),
        ("http://user:secret@host:8080/", "http://host:8080"),
        ("https://[::1]:8443/x", "https://[::1]:8443"),
        ("https://host?x=http://other:1/@", "https://host:443"),
        ("https://host:/x", "https://host:443"),
        ("http://bücher.example/", "http://bücher.example:80"),
    ])
    func `scheme, host and port are found`(text: String, origin: String) throws {
        #expect(try HTTPAddress(text).origin == origin)
    }

    @Test(arguments: [
        "", "example.com", "ftp://host/", "file:///etc/passwd", "javascript:alert(1)", "http:/host",
        "http://", "http:///path", "http://:80/", "http://host:0/", "http://host:65536/",
        "http://host:+1/", "http://host:8o/", "http://a b/", "http://host/a\r\nX: y",
        "http://host/\0",
        "http://host\\@other/", "http://a@b@c/", "http://ho%73t/", "http://[::1/", "http://[x]/",
        "http://[::1]x/", "http://ho<st/", "https://\(String(repeating: "a", count: 9000))/",
    ])
    func `anything else is refused without repeating it`(text: String) {
        let problem = #expect(throws: HTTPAddress.Problem.self) { try HTTPAddress(text) }
        #expect(problem?.clause.contains("/path") == false)
    }

    @Test(arguments: [
        ("http://localhost/", true), ("http://a.localhost:1/", true), ("http://127.0.0.1/", true),
        ("http://127.9.9.9:80/", true), ("http://[::1]/", true),
        ("http://127.0.0.1.example.com/", false),
        ("http://10.0.0.1/", false), ("http://localhost.example.com/", false),
        ("http://127.1/", false),
    ])
    func `this machine's own addresses are known`(text: String, isLoopback: Bool) throws {
        #expect(try HTTPAddress(text).isLoopback == isLoopback)
    }
}
