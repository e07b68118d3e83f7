internal import Formats

/// The parameters of a git channel, checked.
struct GitConfiguration: Sendable {
    let service: GitService
    let token: String
    /// Where comments are made.
    let comments: HTTPAddress
    /// Above what is below an earlier comment.
    private let edits: HTTPAddress
    let updates: Bool

    init(_ values: JSONObject) throws(ParameterErrors) {
        var parameters = Parameters(values, of: GitChannel.declaration)
        token = parameters.token("token") ?? ""
        updates = parameters.boolean("update") ?? false
        let server = parameters.gitServer()
        let service = parameters.gitService(server)
        self.service = service
        let repo = parameters.gitRepo(service)
        let thread = parameters.gitThread(service)
        let interface = parameters.gitInterface(service, server)
        let places = interface.flatMap { interface in
            try? Self.places(service, interface, repo, thread)
        }
        (comments, edits) = try parameters.finish(places)
    }

    /// The address of an earlier comment.
    func comment(_ id: String) throws(HTTPAddress.Problem) -> HTTPAddress {
        try edits.appending([id])
    }

    private static func places(
        _ service: GitService, _ interface: HTTPAddress, _ repo: String,
        _ thread: (kind: String, number: Int64)
    ) throws(HTTPAddress.Problem) -> (HTTPAddress, HTTPAddress) {
        if service == .gitlab {
            let notes = try interface.appending([
                "projects", repo, thread.kind, "\(thread.number)", "notes",
            ])
            return (notes, notes)
        }
        let issues = ["repos"] + repo.split(separator: "/").map(String.init) + ["issues"]
        return (
            try interface.appending(issues + ["\(thread.number)", "comments"]),
            try interface.appending(issues + ["comments"])
        )
    }
}
