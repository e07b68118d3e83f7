import Channels
import Definitions
import Domain

/// What may go on a notification that is written in one line: `kind=slack,when=error+aborted`.
struct NotificationCompletion {
    /// What stands before the piece that is being typed.
    private let prefix: String
    private let key: String?
    private let kind: String?

    init(_ text: String) {
        let last = text.lastIndex(of: ",").map { text.index(after: $0) } ?? text.startIndex
        let pairs = text[..<last].split(separator: ",")
        kind = pairs.first { $0.hasPrefix("kind=") }.map { String($0.dropFirst("kind=".count)) }
        guard let equals = text[last...].firstIndex(of: "=") else {
            key = nil
            prefix = String(text[..<last])
            return
        }
        key = String(text[last..<equals])
        let words = text[text.index(after: equals)...]
        let done = key == NotificationField.when.rawValue ? words.lastIndex(of: "+") : nil
        prefix = String(text[...(done ?? equals)])
    }

    func candidates(for line: UnfinishedLine) async -> [Offer.Candidate] {
        await pieces(for: line).map { Offer.Candidate("\(prefix)\($0.word)", $0.note) }
    }

    private func pieces(for line: UnfinishedLine) async -> [Offer.Candidate] {
        guard let key else { return keys }
        return switch NotificationField(rawValue: key) {
        case .kind?: ChannelTable.declarations.map { Offer.Candidate($0.kind, $0.summary) }
        case .when?: Interest.allCases.map { Offer.Candidate($0.rawValue) }
        case .severity?: Severity.allCases.map { Offer.Candidate($0.rawValue) }
        case .notifier?: await ServiceNames.gather([.notifiers], for: line)
        default: []
        }
    }

    /// The keys of a notification, but for those that hold its parameters, and these.
    private var keys: [Offer.Candidate] {
        let own = NotificationField.allCases.filter { $0 != .parameters && $0 != .secretParameters }
        let channel = ChannelTable.declarations.first { $0.kind == kind }
        return own.map { Offer.Candidate("\($0.rawValue)=") }
            + (channel?.parameters ?? []).map { Offer.Candidate("\($0.name)=", $0.meaning) }
    }
}
