/// Reads the parameters of a git channel.
extension Parameters {
    /// The server as it was named, which is by its host alone or by an address; nil where it was not.
    mutating func gitServer() -> HTTPAddress? {
        guard let text = text("server"), !text.isEmpty else { return nil }
        return service("server", from: text.contains("://") ? text : "https://\(text)")
    }

    /// The service that was named, or that the server's name tells.
    mutating func gitService(_ server: HTTPAddress?) -> GitService {
        let isGitLab = boolean("gitlab")
        guard let word = text("service") else {
            if isGitLab == true { return .gitlab }
            let told = server.map { GitService(host: $0.host) } ?? .github
            return isGitLab == false && told == .gitlab ? .github : told
        }
        guard let service = GitService(rawValue: word) else {
            let known = GitService.allCases.map(\.rawValue).joined(separator: ", ")
            fault("service", "must be one of \(known)")
            return .github
        }
        if let isGitLab, isGitLab != (service == .gitlab) {
            fault("gitlab", "says something else than \"service\": leave it out")
        }
        return service
    }

    /// Below what the service's interface is found.
    mutating func gitInterface(_ service: GitService, _ server: HTTPAddress?) -> HTTPAddress? {
        if let server {
            guard let interface = try? service.interface(at: server) else {
                fault("server", "is too long")
                return nil
            }
            return interface
        }
        // One that cannot be used has its fault already.
        if text("server")?.isEmpty == false { return nil }
        guard let standard = service.standardServer else {
            fault("server", "is missing: name the server, since \(service.rawValue) has many")
            return nil
        }
        return (try? HTTPAddress(standard)).flatMap { try? service.interface(at: $0) }
    }

    /// `owner/name`; in GitLab also with groups between, or the project's number.
    mutating func gitRepo(_ service: GitService) -> String {
        guard let repo = text("repo"), !repo.isEmpty else { return "" }
        let parts = repo.split(separator: "/", omittingEmptySubsequences: false)
        let isSound = parts.allSatisfy { part in
            !part.isEmpty && part != "." && part != ".." && part.utf8.count <= GitLimits.name
                && part.utf8.allSatisfy { byte in byte > 0x20 && byte != 0x7F }
        }
        let hasForm: Bool
        let wanted: String
        if service == .gitlab {
            hasForm = parts.count >= 2 || repo.utf8.allSatisfy { 0x30...0x39 ~= $0 }
            wanted = "group/project, or the project's number"
        } else {
            hasForm = parts.count == 2
            wanted = "owner/name"
        }
        if !isSound || !hasForm || parts.count > GitLimits.groups {
            fault("repo", "must be \(wanted), without an address before it")
        }
        return repo
    }

    /// What is commented on. Where both are named, a GitLab server has the merge request, others the issue.
    mutating func gitThread(_ service: GitService) -> (kind: String, number: Int64) {
        for name in ["issue", "merge_request"] {
            if let number = integer(name), number < 1 {
                fault(name, "must be greater than 0")
            }
        }
        let (issue, mergeRequest) = (integer("issue"), integer("merge_request"))
        if service.numbersMergeRequests, let mergeRequest {
            return ("merge_requests", mergeRequest)
        }
        return ("issues", issue ?? mergeRequest ?? 0)
    }
}
