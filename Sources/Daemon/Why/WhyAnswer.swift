import Domain
import Formats

/// The answer to why something ran or did not, with what explains it.
struct WhyAnswer: Sendable {
    /// One sentence.
    let answer: String
    let findings: [Finding]
    /// The occurrence that it speaks of; nil when it speaks of none.
    let occurrence: Timestamp?
    /// The run, or the row of occurrences that were skipped.
    let run: Run?

    init(
        _ answer: String, _ findings: [Finding] = [], occurrence: Timestamp? = nil, run: Run? = nil
    ) {
        self.answer = answer
        self.findings = findings
        self.occurrence = occurrence
        self.run = run
    }

    /// The answer with what comes before and after its own findings.
    func with(before: [Finding] = [], after: [Finding] = []) -> WhyAnswer {
        WhyAnswer(answer, before + findings + after, occurrence: occurrence, run: run)
    }
}
