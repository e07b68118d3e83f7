internal import Domain
internal import Formats

/// Where more can be read of what a message tells: pages, or command lines.
struct MessageLinks {
    enum Target {
        case page(HTTPAddress)
        case command(String)
    }

    /// With a word each that names it.
    let entries: [(title: String, target: Target)]

    init(_ message: Message) {
        let links = message.variables["links"]
        entries = [("Details", "details"), ("Logs", "logs")].compactMap { title, name in
            guard let text = links?[name]?.string?.cleaned(oneLine: true), !text.isEmpty,
                text.utf8.count <= Limits.url
            else { return nil }
            return (title, (try? HTTPAddress(text)).map(Target.page) ?? .command(text))
        }
    }

    /// The page with the run's details; nil where there is none.
    var detailsPage: HTTPAddress? {
        guard let details = entries.first(where: { $0.title == "Details" }),
            case .page(let address) = details.target
        else { return nil }
        return address
    }

    /// One line for each: `Details: notifyctl show-run …`.
    var lines: [String] {
        entries.map { entry in
            switch entry.target {
            case .page(let address): "\(entry.title): \(address.text)"
            case .command(let words): "\(entry.title): \(words)"
            }
        }
    }
}
