import Console
import Domain
import Formats

extension Verb {
    static let version = Verb(
        "version", summary: "show the version of this program",
        details: "Shows the version of this program; that of notifyd is in status.",
        example: "version"
    ) { invocation in
        try invocation.answer(["version": .string(Version.text)]) {
            "\(invocation.program) \(Version.text)\n"
        }
        return .done
    }
}
