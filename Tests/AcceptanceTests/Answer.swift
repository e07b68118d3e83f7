/// What a client that has ended said.
struct Answer: CustomStringConvertible {
    let status: Int32
    let output: String
    let errors: String

    init(of child: Child) async throws {
        guard case .exited(let status) = try await child.ending() else {
            throw Failure("the client was killed: \(child.errors.text)")
        }
        self.status = status
        output = try await child.output.whole()
        errors = try await child.errors.whole()
    }

    var description: String { "status \(status), \(output)\(errors)" }
}
