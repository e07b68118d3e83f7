import Formats

extension Message {
    /// One message that says what several say, in their order; of one it is that itself.
    package static func digest(of messages: [Message]) -> Message? {
        guard var digest = messages.first else { return nil }
        guard messages.count > 1 else { return digest }
        digest.others = Array(messages.dropFirst())
        let words = "\(messages.count) notifications"
        digest.text =
            ([words]
            + messages.enumerated().map { "\($0 + 1). [\($1.severity.rawValue)] \($1.text)" })
            .joined(separator: "\n\n")
        digest.subject = "\(words): \(digest.subject)"
        let all = Severity.allCases.reversed()
        digest.severity =
            all.first { severity in messages.contains { $0.severity == severity } }
            ?? digest.severity
        digest.variables["links"] = nil
        digest.variables["runs"] = .array(digest.runs)
        return digest
    }

    /// How many messages it speaks for.
    package var count: Int { others.count + 1 }

    /// What a receiver can know a repetition by: of one delivery its id, of several the same for the same ones.
    package var idText: String {
        if others.isEmpty { return "\(id)" }
        let ids = ([id] + others.map(\.id)).map(\.description).sorted()
        // FNV-1a, which is as good as any where nobody gains by a collision.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in ids.joined(separator: " ").utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        let digits = String(hash, radix: 16)
        return "\(ids[0]).\(String(repeating: "0", count: 16 - digits.count))\(digits)"
    }
}
