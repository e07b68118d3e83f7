/// A kind of server that keeps issues beside a repository.
enum GitService: String, Sendable, CaseIterable {
    case github, gitlab, gitea
    /// Speaks Gitea's interface.
    case forgejo

    /// What the name of a server says; GitHub where it says nothing.
    init(host: String) {
        self =
            if host.contains("gitlab") {
                .gitlab
            } else if ["gitea", "forgejo", "codeberg"].contains(where: host.contains) {
                .gitea
            } else {
                .github
            }
    }

    /// The server that is meant where none is named.
    var standardServer: String? {
        switch self {
        case .github: "https://api.github.com"
        case .gitlab: "https://gitlab.com"
        case .gitea, .forgejo: nil
        }
    }

    /// Below what its interface is found, at a server that people name as they see it.
    func interface(at server: HTTPAddress) throws(HTTPAddress.Problem) -> HTTPAddress {
        switch self {
        case .github:
            if server.host == "github.com" { return try HTTPAddress("https://api.github.com") }
            if server.hasPath || server.host.hasPrefix("api.") { return server }
            return try server.appending(["api", "v3"])
        case .gitlab: return try Self.adding("/api/v4", to: server)
        case .gitea, .forgejo: return try Self.adding("/api/v1", to: server)
        }
    }

    private static func adding(
        _ path: String, to server: HTTPAddress
    ) throws(HTTPAddress.Problem) -> HTTPAddress {
        server.text.hasSuffix(path) ? server : try HTTPAddress(server.text + path)
    }

    func headers(token: String) -> [HTTPHeader] {
        switch self {
        case .github:
            [
                HTTPHeader("Accept", "application/vnd.github+json"),
                HTTPHeader("X-GitHub-Api-Version", "2022-11-28"),
                HTTPHeader("Authorization", "Bearer \(token)"),
            ]
        case .gitlab: [HTTPHeader("PRIVATE-TOKEN", token)]
        case .gitea, .forgejo:
            [
                HTTPHeader("Accept", "application/json"),
                HTTPHeader("Authorization", "token \(token)"),
            ]
        }
    }

    /// How an earlier comment is changed.
    var editMethod: HTTPMethod { self == .gitlab ? .put : .patch }

    /// Whether its merge requests are counted by themselves; elsewhere a pull request is an issue.
    var numbersMergeRequests: Bool { self == .gitlab }
}
