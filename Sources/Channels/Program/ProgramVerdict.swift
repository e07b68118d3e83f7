internal import Formats

/// The meaning of what a plugin or a command answers, and of how it ends.
enum ProgramVerdict {
    /// EX_TEMPFAIL of sysexits(3).
    private static let tryAgain: Int32 = 75

    static func of(_ reply: ChannelReply) -> Verdict {
        switch reply {
        case .program(let reply): of(reply)
        case .failed(let failure): .retry(after: nil, reason: failure.message)
        case .http, .irc, .smtp, .logged:
            .retry(after: nil, reason: "the program was not run as one")
        }
    }

    private static func of(_ reply: ProgramReply) -> Verdict {
        switch (reply.ending, answer(in: reply)) {
        case (.signalled(let signal), _):
            return .retry(
                after: nil, reason: "\(reply.program) was ended by signal \(signal)\(words(reply))")
        case (.exited(0), .unusable(let problem)):
            return .retry(
                after: nil, reason: "\(reply.program) answered what has no meaning: \(problem)")
        case (.exited(0), .verdict(let verdict)): return verdict
        case (.exited(0), .none): return .delivered
        // Who says that it was delivered, and ends as if it was not, is not believed.
        case (.exited, .verdict(.retry(let pause, let reason))):
            return .retry(after: pause, reason: reason)
        case (.exited, .verdict(.rejected(let reason))): return .rejected(reason: reason)
        case (.exited(tryAgain), _):
            return .retry(after: nil, reason: ended(reply, tryAgain))
        case (.exited(let status), _): return .rejected(reason: ended(reply, status))
        }
    }

    private static func ended(_ reply: ProgramReply, _ status: Int32) -> String {
        "\(reply.program) ended with exit status \(status)\(words(reply))"
    }

    /// The last line that it wrote to its error output, where programs say what went wrong; the first
    /// where the last is not known.
    private static func words(_ reply: ProgramReply) -> String {
        let lines = reply.errors.split(whereSeparator: \.isNewline).filter {
            !$0.allSatisfy(\.isWhitespace)
        }
        let isWhole = reply.errors.last?.isNewline == true || lines.count <= 1
        let excerpt = Excerpt.text(String((isWhole ? lines.last : lines.first) ?? ""))
        return excerpt.isEmpty ? "" : ": \(excerpt)"
    }

    private enum ProgramAnswer {
        /// It wrote nothing that is meant for us.
        case none
        case verdict(Verdict)
        case unusable(String)
    }

    /// Takes an object with a member `verdict`; anything else it wrote is not meant for us.
    private static func answer(in reply: ProgramReply) -> ProgramAnswer {
        guard !reply.isOutputCut, let value = try? JSONValue(parsing: Array(reply.output.utf8)),
            let object = value.object, let verdict = object["verdict"]
        else { return .none }
        let given = object["reason"].flatMap(\.string) ?? ""
        let excerpt = Excerpt.text(given)
        let reason = excerpt.isEmpty ? "\(reply.program) gave no reason" : excerpt
        switch verdict {
        case "delivered": return .verdict(.delivered)
        case "rejected": return .verdict(.rejected(reason: reason))
        case "retry":
            switch pause(object["after"]) {
            case .some(let pause): return .verdict(.retry(after: pause, reason: reason))
            case nil: return .unusable("\"after\" must be a number of seconds, 0 or more")
            }
        default:
            return .unusable("\"verdict\" must be one of delivered, retry, rejected")
        }
    }

    /// The pause that was asked for, which may be none; nil where it cannot be one.
    private static func pause(_ value: JSONValue?) -> Duration?? {
        switch value {
        case nil, .null: .some(nil)
        case .integer(let seconds) where seconds >= 0:
            .some(min(.seconds(seconds), Limits.retryAfter))
        default: nil
        }
    }
}
