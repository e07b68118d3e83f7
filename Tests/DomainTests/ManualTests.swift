import Domain
import TestKit
import Testing

/// The manual page of events names all that there is.
struct ManualTests {
    private static let lines: Set<String> = {
        let path = "\(#filePath)".dropLast("Tests/DomainTests/ManualTests.swift".count)
        let page = try? WholeFile.text("\(path)Packaging/man/notifyd-events.7")
        return Set((page ?? "").split(separator: "\n").map(String.init))
    }()

    @Test func `every occasion, reason and change stands in the manual`() {
        let words =
            Occasion.allCases.map(\.rawValue) + ErrorReason.allCases.map(\.rawValue)
            + SkipReason.allCases.map(\.rawValue) + Happening.Change.allCases.map(\.rawValue)
        for word in words { #expect(Self.lines.contains(".It Li \(word)"), "\(word)") }
    }

    @Test(arguments: Interest.allCases)
    func `every word of when stands in the manual with what it means`(interest: Interest) {
        let line = Self.lines.first { $0.hasPrefix(".It Li \(interest.rawValue) Ta ") }
        let meaning = line?.split(separator: " Ta ").last ?? ""
        #expect(meaning.hasPrefix(interest.example.occasion.rawValue), "\(interest)")
    }

    @Test func `every alias stands in the manual with its word, and no other`() {
        let shown = Self.lines.filter { $0.contains(/^\.It Li \S+ Ta \S+$/) }
        for (alias, interest) in Interest.aliases {
            #expect(shown.contains(".It Li \(alias) Ta \(interest.rawValue)"), "\(alias)")
        }
        let aliases = shown.filter { line in
            let words = line.split(separator: " ")
            return words[2] != words[4]
        }
        #expect(aliases.count == Interest.aliases.count)
    }
}
