package import Domain
package import Formats

/// Comments on an issue or merge request of GitHub, GitLab, Gitea or Forgejo.
package struct GitChannel: RememberingChannel {
    package static let declaration = ChannelDeclaration(
        kind: "git",
        summary: "Comments on an issue, pull request or merge request of GitHub, GitLab, Gitea or "
            + "Forgejo.",
        parameters: [
            .init(
                "repo", .text, isRequired: true, isRoute: true, environment: ["GITHUB_REPOSITORY"],
                meaning: "The repository as owner/name; in GitLab also group/subgroup/project, or "
                    + "the project's number."),
            .init("issue", .integer, meaning: "The number of the issue or pull request."),
            .init(
                "merge_request", .integer,
                meaning: "The number of GitLab's merge request, which counts there before issue."),
            .init(
                "token", .text, isRequired: true, isSecret: true,
                environment: ["GIT_TOKEN", "GITHUB_TOKEN"],
                meaning: "An access token that may write comments."),
            .init(
                "server", .text, isRoute: true,
                meaning: "The server, as host or URL, with port and path where it has them; "
                    + "github.com or gitlab.com where it is left out."),
            .init(
                "gitlab", .boolean, isRoute: true,
                meaning: "Whether the server is GitLab; otherwise its name tells, where gitlab is "
                    + "in it."),
            .init(
                "service", .text, isRoute: true,
                meaning: "What the server is, where its name does not tell: github, gitlab, gitea "
                    + "or forgejo."),
            .init(
                "update", .boolean, standard: false,
                meaning: "Whether the schedule's earlier comment is edited instead of making a new "
                    + "one."),
        ],
        alternatives: [["issue"], ["merge_request"]])

    private let configuration: GitConfiguration

    package init(parameters: JSONObject) throws(ParameterErrors) {
        configuration = try GitConfiguration(parameters)
    }

    package var destination: Destination { Destination(configuration.comments) }

    package func request(
        for message: Message, at now: Timestamp
    ) throws(UnsendableMessage) -> ChannelRequest {
        request(.post, configuration.comments, message)
    }

    package func request(
        for message: Message, continuing memory: String, at now: Timestamp
    ) throws(UnsendableMessage) -> ChannelRequest {
        guard let comment = try? configuration.comment(memory) else {
            throw UnsendableMessage("the address of the earlier comment would be too long")
        }
        return request(configuration.service.editMethod, comment, message)
    }

    private func request(
        _ method: HTTPMethod, _ url: HTTPAddress, _ message: Message
    ) -> ChannelRequest {
        let body: JSONObject = ["body": .string(GitComment.text(for: message))]
        let content = HTTPHeader("Content-Type", "application/json")
        return .http(
            HTTPRequest(
                url: url, method: method,
                headers: [content] + configuration.service.headers(token: configuration.token),
                body: JSONValue.object(body).bytes, maximumReply: GitLimits.reply))
    }

    package func verdict(on reply: ChannelReply) -> Verdict {
        let verdict = HTTPVerdict.of(reply, from: configuration.comments)
        guard case .http(let reply) = reply, let pause = GitRate.pause(reply, configuration.service)
        else { return verdict }
        switch verdict {
        case .rejected(let reason), .retry(_, let reason):
            return .retry(after: pause, reason: reason)
        case .delivered: return verdict
        }
    }

    package func memoryKey(for event: Event, _ notification: Name) -> MemoryKey? {
        guard configuration.updates else { return nil }
        let place = Distinction.digest(["git", configuration.comments.text, notification.text])
        return MemoryKey(.schedule(event.key), place: place)
    }

    /// The number of the comment.
    package func memory(in reply: ChannelReply) -> String? {
        guard case .http(let reply) = reply,
            let id = (try? JSONValue(parsing: reply.body))?["id"]?.integer, id > 0
        else { return nil }
        return String(id)
    }

    /// Gone is also a comment of somebody else, whose token was used before.
    package func isGone(_ reply: ChannelReply) -> Bool {
        guard case .http(let reply) = reply else { return false }
        return [403, 404, 410].contains(reply.status)
            && GitRate.pause(reply, configuration.service) == nil
    }
}
