import Domain
import Testing

struct NetworkReachTests {
    static let refused: [(String, String)] = [
        ("127.0.0.1", "a loopback address"), ("127.255.255.254", "a loopback address"),
        ("169.254.169.254", "a link-local address"), ("10.0.0.1", "a private address"),
        ("10.255.255.255", "a private address"), ("172.16.0.1", "a private address"),
        ("172.31.255.255", "a private address"), ("192.168.1.1", "a private address"),
        ("100.64.0.1", "a private address of a carrier"),
        ("100.127.255.255", "a private address of a carrier"),
        ("0.0.0.0", "an address of this machine"), ("0.1.2.3", "an address of this machine"),
        ("224.0.0.1", "a multicast address"), ("239.255.255.250", "a multicast address"),
        ("255.255.255.255", "a reserved address"), ("240.0.0.1", "a reserved address"),
        ("192.0.2.1", "an address for documentation"),
        ("198.18.0.1", "an address for measurements"),
        ("::1", "a loopback address"), ("::", "the unspecified address"),
        ("fe80::1", "a link-local address"), ("febf::1", "a link-local address"),
        ("fec0::1", "a site-local address"), ("fc00::1", "a private address"),
        ("fdff::1", "a private address"), ("ff02::1", "a multicast address"),
        ("2001:db8::1", "an address for documentation"),
        ("64:ff9b:1::1", "a reserved address"), ("100::1", "a reserved address"),
        ("4000::1", "a reserved address"),
        ("::ffff:127.0.0.1", "which leads to 127.0.0.1, a loopback address"),
        ("::ffff:169.254.169.254", "which leads to 169.254.169.254, a link-local address"),
        ("::ffff:0:10.0.0.1", "which leads to 10.0.0.1, a private address"),
        ("::10.0.0.1", "which leads to 10.0.0.1, a private address"),
        ("64:ff9b::7f00:1", "which leads to 127.0.0.1, a loopback address"),
        ("64:ff9b::192.168.0.1", "which leads to 192.168.0.1, a private address"),
        ("2002:7f00:1::1", "which leads to 127.0.0.1, a loopback address"),
        ("2002:a00:1::", "which leads to 10.0.0.1, a private address"),
        // Teredo holds the address with every bit turned round.
        ("2001:0:4136:e378:8000:63bf:f5ff:fffe", "which leads to 10.0.0.1, a private address"),
        ("2a00::5efe:10.0.0.1", "which leads to 10.0.0.1, a private address"),
    ]

    @Test(arguments: refused)
    func `what is not of the public Internet is refused`(address: String, kind: String) throws {
        let address = try #require(IPAddress(address))
        #expect(NetworkReach.outside(also: []).refusal(of: address) == kind)
        #expect(NetworkReach.everywhere.refusal(of: address) == nil)
    }

    @Test(arguments: [
        "1.1.1.1", "9.255.255.255", "11.0.0.0", "126.255.255.255", "128.0.0.1", "100.63.255.255",
        "100.128.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0",
        "192.167.255.255", "192.169.0.0", "223.255.255.255", "2606:4700::1111", "2a00:1450::1",
        "::ffff:1.1.1.1", "64:ff9b::1.1.1.1", "2002:101:101::1",
    ])
    func `everything else may be reached`(address: String) throws {
        let address = try #require(IPAddress(address))
        #expect(NetworkReach.outside(also: []).refusal(of: address) == nil)
    }

    @Test func `a range that is allowed is so in all its forms, and nothing beside it`() throws {
        let allowed = try ["10.1.0.0/16", "fd00:1::/32", "127.0.0.1"].map {
            try #require(NetworkRange($0))
        }
        let reach = NetworkReach.outside(also: allowed)
        for address in [
            "10.1.0.0", "10.1.255.255", "::ffff:10.1.2.3", "64:ff9b::10.1.2.3", "fd00:1::5",
            "127.0.0.1",
        ] {
            #expect(reach.refusal(of: try #require(IPAddress(address))) == nil, "\(address)")
        }
        for address in ["10.2.0.0", "10.0.255.255", "fd00:2::5", "127.0.0.2", "::ffff:10.2.0.0"] {
            #expect(reach.refusal(of: try #require(IPAddress(address))) != nil, "\(address)")
        }
    }

    @Test(arguments: [
        "", "1", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "1.2.3.-4", " 1.2.3.4",
        "0x7f.0.0.1",
        ":", ":::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "12345::", "g::", "1.2.3.4::",
        "::1.2.3", "1:2:3:4:5:6:7:1.2.3.4", "fe80::1%eth0", "1:2:3:4:5:6:7:8::",
    ])
    func `what is no address is none`(text: String) { #expect(IPAddress(text) == nil) }

    @Test(arguments: [
        ("::", "::"), ("0:0:0:0:0:0:0:1", "::1"), ("2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
        ("1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7"), ("1::", "1::"),
        ("::ffff:1.2.3.4", "::ffff:102:304"),
        ("1:0:0:2:0:0:0:3", "1:0:0:2::3"), ("192.0.2.1", "192.0.2.1"),
    ])
    func `an address is shown as RFC 5952 has it`(text: String, shown: String) {
        #expect(IPAddress(text)?.description == shown)
    }

    @Test(arguments: [
        "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "/8", "fd00::/129", "10/8", "1.1.1.1/1/1",
    ])
    func `what is no range is none`(text: String) { #expect(NetworkRange(text) == nil) }
}
