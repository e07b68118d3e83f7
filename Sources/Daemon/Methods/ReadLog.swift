import Control
import Domain
import Formats
import Glibc
import Persistence
import Platform
import Supervision

extension ControlMethod {
    static let readLog = ControlMethod("ReadLog") { request in
        let parts = request.parts
        let uid = try request.uid("run", of: "run")
        // Listening begins before the question, so that an end between the two is not missed.
        let changes = parts.announcements.listen { announcement in
            if case .run(let run) = announcement { run.uid == uid } else { false }
        }
        var run = try await parts.store.run(uid, by: request.caller)
        let path = parts.logs.path(of: run)
        guard request.call.wantsMore else { return ["text": .string(try wholeLog(path))] }
        let follows = request.parameters["follow"]?.bool ?? false
        var reader = try openLog(path)
        if reader == nil, follows, !run.state.isFinal {
            // It is made when the run is handed over, and what is announced next comes after that.
            for await case .run(let changed) in changes {
                run = changed
                reader = try openLog(path)
                if reader != nil || run.state.isFinal { break }
            }
            guard reader != nil || run.state.isFinal else { throw CallError.stopping }
        }
        guard var reader = reader.take() else { return ["text": ""] }
        if follows, !run.state.isFinal {
            let log = try FollowedLog(path: path, until: changes, on: parts.loop)
            try await send(&reader, request.replies, isGrowing: true)
            for await _ in log.wakes {
                try await send(&reader, request.replies, isGrowing: true)
            }
            guard log.isComplete else { throw CallError.stopping }
        }
        try await send(&reader, request.replies)
        return ["text": ""]
    }

    /// Nil when the run has no log, because it was not started.
    private static func openLog(_ path: String) throws -> RunLogReader? {
        do throws(SystemError) {
            return try RunLogReader(path: path)
        } catch {
            if error.errno == ENOENT { return nil }
            throw CallError.unavailable("\(error)")
        }
    }

    /// Without `more` a log comes in one reply, as far as a frame allows.
    private static func wholeLog(_ path: String) throws -> String {
        guard var reader = try openLog(path) else { return "" }
        var text = ""
        while let piece = try reader.next() {
            text += piece
            guard text.utf8.count <= DaemonLimits.wholeLogBytes else {
                throw CallError.invalidState(
                    "the log is too long for one reply: call with \"more\"")
            }
        }
        return text
    }

    private static func send(
        _ reader: inout RunLogReader, _ replies: ReplyWriter, isGrowing: Bool = false
    ) async throws {
        while let piece = try reader.next(isGrowing: isGrowing) {
            try await replies.send(["text": .string(piece)])
        }
    }
}
