internal import Domain
internal import Formats

/// What a message says of its run's log, where that was to be collected.
enum MessageLog: Equatable {
    /// A URL of http or https without anything that has a meaning in markup but `&`.
    case at(String)
    /// Why there is no link.
    case missing(String)

    init?(_ message: Message) {
        let links = message.variables["links"]
        if let url = links?["log"]?.string, (try? HTTPAddress(url)) != nil,
            url.utf8.allSatisfy({ $0 < 0x80 && !"\"'<>|`".utf8.contains($0) })
        {
            self = .at(url)
        } else if let reason = links?["no_log"]?.string {
            self = .missing(reason.cleaned(oneLine: true))
        } else {
            return nil
        }
    }
}
