import Domain
import Formats

/// The notification that takes the place of cron's mails.
struct CrontabMail {
    let choice: CrontabSettings.Mail
    /// Who is told without MAILTO.
    let standardRecipient: String?

    /// Nil where nobody is to be told.
    func notification(_ variables: [String: String]) -> Notification? {
        guard choice != .none, let list = variables["MAILTO"] ?? standardRecipient else {
            return nil
        }
        let recipients = list.split { $0 == "," || $0.isWhitespace }.map {
            JSONValue.string(String($0))
        }
        guard !recipients.isEmpty else { return nil }
        var parameters: JSONObject = ["to": .array(recipients)]
        if let sender = variables["MAILFROM"], !sender.isEmpty {
            parameters["from"] = .string(sender)
        }
        return Notification(
            name: Self.name, kind: "mail",
            when: choice == .failures ? [.error] : Interest.standard,
            condition: choice == .failures ? "" : Self.hasSomethingToTell,
            parameters: parameters)
    }

    private static let name = (try? Name("mail")) ?? .sample
    private static let hasSomethingToTell =
        "{{ run.status.state != \"completed\" or run.status.log_tail is defined }}"
}
