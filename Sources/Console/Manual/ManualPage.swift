import Channels
import Domain

/// A page of the manual: a frame that somebody has written, filled with what the program knows.
///
/// A mark in a frame is a comment in a line of its own: `.\" @verbs@`.
package struct ManualPage: Sendable {
    private let program: String
    private let verbs: [Verb]

    package init(program: String, verbs: [Verb]) {
        self.program = program
        self.verbs = verbs.filter { !$0.isHidden }
    }

    package func text(frame: String) throws(Failure) -> String {
        let lines = frame.split(separator: "\n", omittingEmptySubsequences: false)
        let marks = lines.compactMap(Self.mark)
        var page: [String] = []
        for line in lines {
            guard let mark = Self.mark(line) else {
                page.append(String(line))
                continue
            }
            let filling = try filling(mark, among: marks)
            if !filling.isEmpty { page.append(String(filling.dropLast())) }
        }
        return page.joined(separator: "\n")
    }

    /// What stands between `.\" @` and `@`.
    private static func mark(_ line: Substring) -> Substring? {
        guard line.hasPrefix(#".\" @"#), line.hasSuffix("@"), line.count > 6 else { return nil }
        return line.dropFirst(5).dropLast()
    }

    private func filling(_ mark: Substring, among marks: [Substring]) throws(Failure) -> String {
        let words = mark.split(separator: " ").map(String.init)
        switch (words.first, words.dropFirst().first) {
        case ("verbs", nil): return VerbManual(program: program, verbs: verbs).text
        case ("options", nil): return VerbManual(program: program, verbs: verbs).globalOptions
        case ("exit-codes", nil): return VerbManual.exitCodes
        case ("channel", let kind?):
            guard let channel = ChannelTable.declarations.first(where: { $0.kind == kind }) else {
                throw Failure("the frame has a mark for the channel \(kind), which there is not")
            }
            return ChannelManual.text(channel)
        case ("other-channels", nil):
            // Those that the frame has no words of its own for.
            return ChannelTable.declarations.filter { !marks.contains("channel \($0.kind)"[...]) }
                .map(ChannelManual.text).joined()
        case ("channel-environment", nil):
            return ChannelManual.environment(ChannelTable.declarations)
        case ("interface", nil): return try InterfaceManual.text()
        default: throw Failure("the frame has a mark that means nothing: \(String(mark).printable)")
        }
    }
}
