import Channels
import Definitions
import Domain
import Platform

/// Finds what may stand at the cursor of a command line.
package struct Completer: Sendable {
    private let line: UnfinishedLine
    private let verbs: [Verb]

    /// Takes the words after the program's name, the last of which is being typed.
    package init(_ words: [String], verbs: [Verb]) {
        self.verbs = verbs.filter { !$0.isHidden }
        line = UnfinishedLine(words, verbs: self.verbs)
    }

    /// What a completion script reads.
    package func answer() async -> String { await offer().text }

    private func offer() async -> Offer {
        switch line.place {
        case .nothing: return Offer()
        case .verb: return Offer(candidates: Self.candidates(verbs))
        case .option:
            return Offer(
                candidates: line.known.map { Offer.Candidate("--\($0.name)", $0.meaning) })
        case .command(let index): return Offer(manner: .command(index))
        case .value(let option, let prefix):
            return await offer(option.completion.map { [$0] } ?? [], prefix: prefix)
        case .operand(let place):
            let pattern = OperandPattern(line.verb?.operands ?? "")
            return await offer(pattern.completions(at: place), prefix: "")
        }
    }

    private func offer(_ completions: [Completion], prefix: String) async -> Offer {
        var offer = Offer()
        let names = await ServiceNames.gather(completions, for: line)
        for completion in completions {
            switch completion {
            case .words(let words): offer.candidates += words.map { Offer.Candidate($0) }
            case .verbs: offer.candidates += Self.candidates(verbs)
            case .kinds:
                offer.candidates += ChannelTable.declarations.map {
                    Offer.Candidate($0.kind, $0.summary)
                }
            case .zones: offer.candidates += Self.zones()
            case .files: offer.manner = .files(prefix: prefix)
            case .command: break
            case .notificationText where completions.contains(.files) && !line.word.contains("="):
                break
            case .notificationText:
                let text = NotificationCompletion(String(line.word.dropFirst(prefix.count)))
                offer.manner = .parts
                offer.candidates = await text.candidates(for: line)
                return offer.prefixed(prefix)
            case .schedules, .projects, .runs, .deliveries, .notifiers, .notifications: break
            }
        }
        offer.candidates += names
        return offer.prefixed(prefix)
    }

    private static func candidates(_ verbs: [Verb]) -> [Offer.Candidate] {
        verbs.map { Offer.Candidate($0.name, $0.summary) }
    }

    /// The zones that people live in, of tzdata's table.
    private static func zones() -> [Offer.Candidate] {
        let table = try? Files.read("\(ZonePlaces.system.directory)/zone.tab").bytes
        let lines = String(decoding: table ?? [], as: UTF8.self).split(separator: "\n")
        let names = lines.filter { !$0.hasPrefix("#") }.compactMap { line in
            line.split(separator: "\t", omittingEmptySubsequences: false).dropFirst(2).first
        }
        return [Offer.Candidate("UTC")] + names.map { Offer.Candidate(String($0)) }
    }
}

extension Offer {
    /// The same where so much of the word stands before what is offered.
    fileprivate func prefixed(_ prefix: String) -> Offer {
        Offer(
            manner: manner,
            candidates: candidates.map { Candidate("\(prefix)\($0.word)", $0.note) })
    }
}
