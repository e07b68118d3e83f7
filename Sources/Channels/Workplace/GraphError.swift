internal import Formats

/// An error as the Graph interface tells it in the body of its answer.
struct GraphError {
    /// Whether the same request may be taken later.
    let passes: Bool

    /// Nil where the answer tells of none.
    init?(_ reply: HTTPReply) {
        guard let error = (try? JSONValue(parsing: reply.body))?["error"], error.object != nil
        else {
            return nil
        }
        let code = error["code"]?.integer
        passes = error["is_transient"]?.bool == true || code.map(Self.passing.contains) == true
    }

    /// Unknown, service, too many calls of the application, user, page and kind, and temporary limits.
    private static let passing: Set<Int64> = [1, 2, 4, 17, 32, 341, 613]
}
