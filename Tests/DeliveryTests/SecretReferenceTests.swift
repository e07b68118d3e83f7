import Channels
import Delivery
import Domain
import Formats
import Glibc
import Persistence
import Platform
import TestKit
import Testing

/// Secrets that references lead to are read anew for each attempt.
struct SecretReferenceTests {
    private let folder = ScratchDirectory()

    private func notification(_ reference: String) throws -> Notification {
        Notification(
            name: try Name("n"), kind: "webhook", secretParameters: ["url": .string(reference)])
    }

    private func courier(
        _ bench: CourierBench, _ performer: any Performer, _ variables: [String: String] = [:]
    ) -> Courier {
        bench.courier(performer, resolver: SecretResolver(environment: { variables[$0] }))
    }

    @Test func `variables, files and credentials are found`() async throws {
        let bench = try CourierBench()
        try folder.write("http://from-file/\n", to: "url")
        try folder.write("http://from-credential/\r\n", to: "hook")
        let performer = ScriptedPerformer()
        let courier = courier(
            bench, performer,
            ["URL": "http://from-variable/", "CREDENTIALS_DIRECTORY": folder.path])
        let notifications = try ["env:URL", "file:\(folder.file("url"))", "credential:hook"]
            .map(notification)
        try await running(courier) {
            for notification in notifications {
                await courier.enqueue(try await bench.events([notification]))
            }
            await bench.ended(3)
        }
        #expect(
            performer.received.map(\.host).sorted()
                == ["from-credential", "from-file", "from-variable"])
    }

    @Test func `a file that changes counts from the next attempt on`() async throws {
        let bench = try CourierBench()
        try folder.write("http://old/", to: "url")
        let performer = ScriptedPerformer { received, _ in
            received.host == "old" ? .status(500) : .status(204)
        }
        let courier = courier(bench, performer)
        try await running(courier) {
            await courier.enqueue(
                try await bench.events([notification("file:\(folder.file("url"))")]))
            await performer.received(1)
            try folder.write("http://new/", to: "url")
            await bench.time.passing { await bench.ended(1) }
        }
        #expect(performer.received.map(\.host) == ["old", "new"])
    }

    @Test func `what is missing is tried again, and sent when it is there`() async throws {
        let bench = try CourierBench()
        let performer = ScriptedPerformer()
        let courier = courier(bench, performer)
        try await running(courier) {
            await courier.enqueue(
                try await bench.events([notification("file:\(folder.file("url"))")]))
            await bench.time.someSleeper()
            let waiting = try await bench.deliveries()
            #expect(waiting.map(\.state) == [.pending])
            #expect(waiting.map(\.attempts) == [1])
            #expect(
                waiting.map(\.reason) == [
                    "the notification n cannot be sent yet: file:\(folder.file("url")) cannot be read "
                        + "(No such file or directory): let notifyd read it"
                ])
            // What could not even begin is an attempt all the same, and is kept.
            let kept = try await bench.store.delivery(waiting[0].id, by: CourierBench.root)
            #expect(kept.attempts.map(\.verdict) == [.retry])
            try folder.write("http://there/", to: "url")
            await bench.time.passing { await bench.ended(1) }
        }
        #expect(performer.received.map(\.host) == ["there"])
        #expect(try await bench.deliveries().map(\.attempts) == [2])
    }

    @Test func `what never comes is given up by age`() async throws {
        let bench = try CourierBench()
        let courier = courier(bench, ScriptedPerformer())
        try await running(courier) {
            await courier.enqueue(try await bench.events([notification("env:NONE")]))
            await bench.time.passing { await bench.ended(1) }
        }
        let given = try await bench.deliveries()
        #expect(given.map(\.state) == [.failed])
        #expect(given[0].reason.contains("gave up after"))
        #expect(
            given[0].reason.hasSuffix(
                "env:NONE is not in the environment of notifyd: set it there, and start notifyd anew"
            ))
    }

    static let unusable: [(content: String, why: String)] = [
        ("", "is empty: put the secret there"), ("\n", "is empty: put the secret there"),
        ("hidden-part\nhidden-part", "has a line break or another control character within"),
        ("hidden-part\u{1B}", "has a line break or another control character within"),
        (String(repeating: "hidden-part", count: 6000), "has more than 65536 bytes"),
        ("ftp://hidden-part/", "url: is no usable URL"),
        ("hidden-part", "url: is no usable URL"),
    ]

    @Test(arguments: unusable)
    func `what cannot be used is told, and never shown`(content: String, why: String) async throws {
        let bench = try CourierBench()
        try folder.write(content, to: "url")
        let courier = courier(bench, ScriptedPerformer())
        try await running(courier) {
            await courier.enqueue(
                try await bench.events([notification("file:\(folder.file("url"))")]))
            await bench.time.someSleeper()
        }
        let waiting = try await bench.deliveries()
        #expect(waiting.map(\.state) == [.pending])
        #expect(waiting[0].reason.contains(why), "\(waiting[0].reason)")
        #expect(!waiting[0].reason.contains("hidden-part"))
        #expect(!bench.lines.contains { $0.contains("hidden-part") })
    }

    @Test func `bytes that are no text, and what is no file, are told`() async throws {
        let bench = try CourierBench()
        try WholeFile.write([0x68, 0xFF, 0x68], to: folder.file("bytes"))
        #expect(unsafe mkfifo(folder.file("pipe"), 0o600) == 0)
        let courier = courier(bench, ScriptedPerformer())
        try await running(courier) {
            for name in ["bytes", "pipe"] {
                await courier.enqueue(
                    try await bench.events([notification("file:\(folder.file(name))")]))
            }
            while try await bench.deliveries().count < 2 { await Task.yield() }
        }
        let reasons = try await bench.deliveries().map(\.reason).sorted()
        #expect(reasons[0].contains("is no text in UTF-8"))
        #expect(reasons[1].contains("is no regular file"))
    }

    @Test func `without credentials from systemd that is what is told`() async throws {
        let bench = try CourierBench()
        let courier = courier(bench, ScriptedPerformer())
        try await running(courier) {
            await courier.enqueue(try await bench.events([notification("credential:hook")]))
            while try await bench.deliveries().isEmpty { await Task.yield() }
        }
        #expect(
            try await bench.deliveries().map(\.reason) == [
                "the notification n cannot be sent yet: credential:hook cannot be read, since systemd has "
                    + "handed no credentials to notifyd: name it in LoadCredential= of its unit"
            ])
    }
}
