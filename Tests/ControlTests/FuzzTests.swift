import Control
import Formats
import TestKit
import Testing

@Suite(.timeLimit(.minutes(Patience.minutes))) struct FuzzTests {
    private static let seeds = [
        #"{"method":"org.example.test.Echo","parameters":{"text":"a","number":1}}"#,
        #"{"method":"org.example.test.Count","parameters":{"to":3},"more":true}"#,
        #"{"method":"org.varlink.service.GetInfo","parameters":{}}"#,
        #"{"method":"org.example.test.Echo","parameters":{"text":"\ud83d\ude00","pair":{"left":"l","right":[1,2]}}}"#,
    ]

    @Test(arguments: 0..<8 as Range<UInt64>)
    func `whatever a client sends, the server goes on`(seed: UInt64) async throws {
        let server = try TestServer()
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<150 {
            let peer = try server.raw()
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                bytes += Self.damaged(using: &generator)
            }
            try? await peer.send(bytes)
            peer.endSending()
            await peer.drain()
        }
        #expect(
            try await server.client().call("org.example.test.Echo", ["text": "on"]) == [
                "text": "on"
            ])
    }

    @Test(arguments: 0..<8 as Range<UInt64>)
    func `whatever a service answers, the client has a typed error`(seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let bytes = Self.damaged(using: &generator)
            _ = try? InterfaceDescription(parsing: String(decoding: bytes, as: UTF8.self))
            _ = try? JSONValue(parsing: bytes)
        }
    }

    private static func damaged(using generator: inout SeededGenerator) -> [UInt8] {
        var bytes = Array(seeds[Int.random(in: 0..<seeds.count, using: &generator)].utf8) + [0]
        for _ in 0..<Int.random(in: 0...6, using: &generator) {
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
            case 2: if bytes.count > 1 { bytes.remove(at: place) }
            case 3: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            default: bytes.insert(contentsOf: bytes[place...].prefix(8), at: place)
            }
        }
        return bytes
    }
}
