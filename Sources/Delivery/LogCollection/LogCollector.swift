import Channels
import Domain
import Transport

/// Reads logs, compresses them, and sends them to where they are collected.
struct LogCollector: Sendable {
    /// Logs in memory at once; further ones wait. Twice as many as a destination that has not answered yet
    /// gets at once, so that one which never does leaves room for others.
    private static let uploads = 8

    private let source: any RunLogSource
    private let transport: SignedTransport
    private let slots = Slots(Self.uploads)

    init(source: any RunLogSource, transport: SignedTransport) {
        self.source = source
        self.transport = transport
    }

    func collect(_ upload: LogUpload) async -> ChannelReply {
        guard await slots.take() else {
            return .failed(TransportFailure(.cancelled, "the collection of the log was cancelled"))
        }
        defer { slots.give() }
        let body: [UInt8]
        do {
            body = try await compressedLog(of: upload.run)
        } catch let error as NoRunLog {
            return .failed(TransportFailure(.absent, error.description))
        } catch {
            return .failed(TransportFailure(.other, "the log cannot be read: \(error)"))
        }
        return ChannelReply(await transport.send(upload.request(carrying: body)))
    }

    private func compressedLog(of run: UID) async throws -> [UInt8] {
        var gzip = try Gzip()
        try await source.read(run, endingIn: LogCollectLimits.logBytes) { try gzip.add($0) }
        return try gzip.finish()
    }
}
