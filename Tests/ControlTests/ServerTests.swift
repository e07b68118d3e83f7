import Control
import Formats
import Glibc
import Platform
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes))) struct ServerTests {
    @Test func `a call is answered, and the caller is known`() async throws {
        let server = try TestServer()
        let client = try await server.client()
        #expect(
            try await client.call("org.example.test.Echo", ["text": "hällo", "number": nil])
                == ["text": "hällo"])
        #expect(
            try await client.call("org.example.test.Who")
                == ["uid": .integer(Int64(getuid())), "pid": .integer(Int64(getpid()))])
    }

    @Test func `a stream comes in order and then ends`() async throws {
        let server = try TestServer()
        let client = try await server.client()
        var numbers: [Int64] = []
        for try await reply in try await client.stream("org.example.test.Count", ["to": 1000]) {
            numbers.append(reply["number"]?.integer ?? -1)
        }
        #expect(numbers == Array(0...1000))
        #expect(try await client.call("org.example.test.Echo", ["text": "on"]) == ["text": "on"])
    }

    @Test(
        arguments: [
            ("nothing", [:], "org.varlink.service.InterfaceNotFound", ["interface": "nothing"]),
            (
                "org.example.other.Echo", [:], "org.varlink.service.InterfaceNotFound",
                ["interface": "org.example.other"]
            ),
            (
                "org.example.test.Eco", [:], "org.varlink.service.MethodNotFound",
                ["method": "org.example.test.Eco"]
            ),
            (
                "org.example.test.", [:], "org.varlink.service.MethodNotFound",
                ["method": "org.example.test."]
            ),
            (
                "org.example.test.Echo", [:], "org.varlink.service.InvalidParameter",
                ["parameter": "text"]
            ),
            (
                "org.example.test.Echo", ["text": 1], "org.varlink.service.InvalidParameter",
                ["parameter": "text"]
            ),
            (
                "org.example.test.Echo", ["text": "a", "pair": ["left": "l", "right": [1, "2"]]],
                "org.varlink.service.InvalidParameter", ["parameter": "pair.right[1]"]
            ),
            (
                "org.example.test.Echo", ["text": "a", "more": 1],
                "org.varlink.service.InvalidParameter", ["parameter": "more"]
            ),
            ("org.example.test.Count", ["to": 3], "org.varlink.service.ExpectedMore", [:]),
            (
                "org.example.test.Fail", ["why": "as asked"], "org.example.test.Bad",
                ["message": "as asked"]
            ),
            (
                "org.varlink.service.GetInterfaceDescription", ["interface": "a.b"],
                "org.varlink.service.InterfaceNotFound", ["interface": "a.b"]
            ),
        ] as [(String, JSONObject, String, JSONObject)])
    func `a wrong call gets its error, and the connection goes on`(
        method: String, parameters: JSONObject, name: String, expected: JSONObject
    ) async throws {
        let server = try TestServer()
        let client = try await server.client()
        await #expect(throws: ClientError.remote(name: name, parameters: expected)) {
            try await client.call(method, parameters)
        }
        #expect(try await client.call("org.example.test.Echo", ["text": "on"]) == ["text": "on"])
        #expect(server.log.all.isEmpty)
    }

    @Test func `a reply that breaks the interface is told in the log`() async throws {
        let server = try TestServer()
        _ = try await server.client().call("org.example.test.Lie")
        #expect(
            server.log.all == [
                "a reply of org.example.test.Lie breaks the interface: number must be a whole number and is a text"
            ])
    }

    @Test func `the server describes itself`() async throws {
        let server = try TestServer()
        let client = try await server.client()
        let info = try await client.call("org.varlink.service.GetInfo")
        #expect(info["product"] == "test")
        #expect(info["interfaces"] == ["org.example.test", "org.varlink.service"])
        let answer = try await client.call(
            "org.varlink.service.GetInterfaceDescription", ["interface": "org.example.test"])
        #expect(answer["description"] == .string(server.service.interface.text))
    }

    @Test func `a frame may be cut at any byte`() async throws {
        let server = try TestServer()
        let peer = try server.raw()
        let frame =
            Array(#"{"method":"org.example.test.Echo","parameters":{"text":"ä"}}"#.utf8) + [0]
        for cut in 1..<frame.count {
            try await peer.send(Array(frame[..<cut]))
            try await peer.send(Array(frame[cut...]))
            #expect(try await peer.frame() == ["parameters": ["text": "ä"]])
        }
        for byte in frame { try await peer.send([byte]) }
        #expect(try await peer.frame() == ["parameters": ["text": "ä"]])
    }

    @Test func `several frames in one piece are answered in order`() async throws {
        let server = try TestServer()
        let peer = try server.raw()
        let frames = (0..<500).map {
            "{\"method\":\"org.example.test.Echo\",\"parameters\":{\"text\":\"\($0)\"}}\0"
        }
        let sending = Task { try await peer.send(Array(frames.joined().utf8)) }
        for number in 0..<500 {
            #expect(try await peer.frame() == ["parameters": ["text": .string("\(number)")]])
        }
        try await sending.value
    }

    @Test func `a client that has ended its half still gets its answers`() async throws {
        let server = try TestServer()
        let peer = try server.raw()
        try await peer.send(
            frame: #"{"method":"org.example.test.Count","parameters":{"to":3},"more":true}"#)
        peer.endSending()
        for number in 0..<3 {
            #expect(
                try await peer.frame()
                    == ["parameters": ["number": .integer(Int64(number))], "continues": true])
        }
        #expect(try await peer.frame() == ["parameters": ["number": 3]])
        #expect(try await peer.frame() == nil)
    }

    @Test func `a oneway call has no answer, not even an error`() async throws {
        let server = try TestServer()
        let peer = try server.raw()
        try await peer.send(
            frame: #"{"method":"org.example.test.Fail","parameters":{"why":""},"oneway":true}"#)
        try await peer.send(frame: #"{"method":"nowhere","oneway":true}"#)
        try await peer.send(
            frame: #"{"method":"org.example.test.Echo","parameters":{"text":"second"}}"#)
        #expect(try await peer.frame() == ["parameters": ["text": "second"]])
    }

    @Test func `an upgrade is not implemented`() async throws {
        let server = try TestServer()
        let peer = try server.raw()
        try await peer.send(
            frame: #"{"method":"org.example.test.Echo","parameters":{"text":""},"upgrade":true}"#)
        #expect(
            try await peer.frame() == [
                "error": "org.varlink.service.MethodNotImplemented",
                "parameters": ["method": "org.example.test.Echo"],
            ])
    }

    @Test(arguments: [
        "", "null", "1", "[]", "{}", "{", "\u{1}", #"{"method":1}"#,
        #"{"method":"a.b.C","parameters":[]}"#,
        #"{"method":"a.b.C","more":1}"#, #"{"method":"a.b.C","extra":true}"#,
        #"{"method":"a.b.C","more":true,"oneway":true}"#,
        #"{"method":"a.b.C","more":true,"upgrade":true}"#, #"{"method":"a.b.C","method":"a.b.C"}"#,
        #"{"method":"a.b.C"}{"method":"a.b.C"}"#,
    ])
    func `a malformed frame closes the connection`(text: String) async throws {
        let server = try TestServer()
        let peer = try server.raw()
        try await peer.send(frame: text)
        #expect(await peer.drain() == 0)
        #expect(
            try await server.client().call("org.example.test.Echo", ["text": "on"]) == [
                "text": "on"
            ])
    }

    @Test func `deep nesting closes the connection`() async throws {
        let server = try TestServer()
        for opening in ["[", "{\"a\":"] {
            let peer = try server.raw()
            let frame = Array(
                (#"{"method":"a.b.C","parameters":{"x":"#
                    + String(repeating: opening, count: 500_000)).utf8)
            try await peer.send(frame + [0])
            #expect(await peer.drain() == 0)
        }
    }

    @Test func `a gigabyte without an end is cut off at the limit`() async throws {
        var limits = ServerLimits()
        limits.frameBytes = 1 << 20
        let server = try TestServer(limits: limits)
        let peer = try server.raw()
        let piece = [UInt8](repeating: UInt8(ascii: "a"), count: 1 << 16)
        var sent = 0
        do {
            while sent < 1 << 30 {
                try await peer.send(piece)
                sent += piece.count
            }
        } catch {}
        // The limit, and what the kernel holds between the two.
        #expect(sent < 8 << 20)
        #expect(
            try await server.client().call("org.example.test.Echo", ["text": "on"]) == [
                "text": "on"
            ])
    }

    @Test func `a frame of exactly the limit is taken, one byte more is not`() async throws {
        let empty = #"{"method":"org.example.test.Echo","parameters":{"text":""}}"#.utf8.count
        var limits = ServerLimits()
        limits.frameBytes = 200_000
        let server = try TestServer(limits: limits)
        for (excess, isTaken) in [(0, true), (1, false)] {
            let peer = try server.raw()
            let text = String(repeating: "x", count: limits.frameBytes - empty + excess)
            try await peer.send(
                frame:
                    "{\"method\":\"org.example.test.Echo\",\"parameters\":{\"text\":\"\(text)\"}}")
            peer.endSending()
            #expect(await (peer.drain() > 0) == isTaken)
        }
    }

    @Test func `connections over the limit are closed, the others go on`() async throws {
        var limits = ServerLimits()
        limits.connections = 12
        limits.reservedConnections = 4
        // However long it takes here, it is told once.
        limits.refusalInterval = .seconds(3600)
        let server = try TestServer(limits: limits)
        var clients: [VarlinkClient] = []
        for _ in 0..<16 {
            let client = try await server.client()
            _ = try await client.call("org.example.test.Echo", ["text": ""])
            clients.append(client)
        }
        for _ in 0..<1000 { #expect(try await server.raw().drain() == 0) }
        for client in clients {
            #expect(try await client.call("org.example.test.Echo", ["text": "x"]) == ["text": "x"])
        }
        #expect(
            server.log.all == [
                "closing connections to the control socket: there are too many already"
            ])
        clients.removeLast()
        var answer: JSONObject?
        while answer == nil {
            answer = try? await server.client().call("org.example.test.Echo", ["text": "free"])
        }
        #expect(answer == ["text": "free"])
    }

    @Test func `each user has a share of the connections, and some are reserved`() {
        var limits = ServerLimits()
        limits.connections = 5
        limits.connectionsPerUser = 3
        limits.reservedConnections = 2
        var table = ConnectionTable(limits: limits, ownUser: 900)
        #expect(
            (0..<4).map { _ in table.admit(1000) } == [
                .admitted, .admitted, .admitted, .tooManyOfUser,
            ])
        #expect((0..<3).map { _ in table.admit(1001) } == [.admitted, .admitted, .tooMany])
        #expect(
            [table.admit(0), table.admit(900), table.admit(0)] == [.admitted, .admitted, .tooMany])
        table.release(1000)
        #expect(table.admit(1000) == .tooMany)
        #expect(table.admit(900) == .admitted)
        for user: UInt32 in [1000, 1000, 1001, 1001, 0, 900, 900] { table.release(user) }
        #expect(table.count == 0)
    }

    @Test func `a handler is cancelled when its client goes away`() async throws {
        let server = try TestServer()
        do {
            let peer = try server.raw()
            try await peer.send(frame: #"{"method":"org.example.test.Wait"}"#)
            #expect(await server.service.signals.next() == "waiting")
        }
        #expect(await server.service.signals.next() == "cancelled")
    }

    @Test func `a stream is cancelled when its client goes away`() async throws {
        let server = try TestServer()
        do {
            let peer = try server.raw()
            try await peer.send(frame: #"{"method":"org.example.test.Forever","more":true}"#)
            for _ in 0..<3 { _ = try await peer.frame() }
        }
        #expect(await server.service.signals.next() == "ended")
    }

    @Test func `a client that takes no replies is left`() async throws {
        var limits = ServerLimits()
        limits.writePatience = .milliseconds(20)
        let server = try TestServer(limits: limits)
        let peer = try server.raw()
        try await peer.send(frame: #"{"method":"org.example.test.Forever","more":true}"#)
        #expect(await server.service.signals.next() == "ended")
        #expect(await peer.drain() > 0)
    }

    @Test func `told to stop, the server ends idle clients and streams at once`() async throws {
        let server = try TestServer()
        let idle = try server.raw()
        let streaming = try server.raw()
        try await streaming.send(frame: #"{"method":"org.example.test.Forever","more":true}"#)
        _ = try await streaming.frame()
        server.server.stop()
        await server.ended()
        #expect(await idle.drain() == 0)
        await streaming.drain()
        #expect(await server.service.signals.next() == "ended")
    }

    @Test func `told to stop, the server waits for calls only so long`() async throws {
        var limits = ServerLimits()
        limits.stopPatience = .milliseconds(20)
        let server = try TestServer(limits: limits)
        let peer = try server.raw()
        try await peer.send(frame: #"{"method":"org.example.test.Wait"}"#)
        #expect(await server.service.signals.next() == "waiting")
        server.server.stop()
        await server.ended()
        #expect(await server.service.signals.next() == "cancelled")
    }

    @Test func `a server stopped before it runs ends at once`() async throws {
        let server = try TestServer()
        server.server.stop()
        await server.ended()
        server.cancel()
    }

    @Test func `a server that nobody serves is not reachable`() async throws {
        let folder = ScratchDirectory()
        await #expect(
            throws: ClientError.unreachable(
                path: folder.path + "/none",
                reason: SystemError("connect to \(folder.path)/none", errno: ENOENT))
        ) {
            try await VarlinkClient.connect(to: folder.path + "/none", loop: TestServer.loop)
        }
    }
}
