internal import Formats

/// What stands between the parentheses of a call.
extension Parser {
    mutating func arguments() throws(Fault) -> CallArguments {
        try expect(.openParenthesis)
        var arguments = CallArguments()
        while kind != .sign(.closeParenthesis) {
            try argument(&arguments)
            guard take(.sign(.comma)) else { break }
        }
        try expect(.closeParenthesis)
        return arguments
    }

    private static let misplaced = Fault.syntax(
        "this argument cannot stand behind the ones before it")

    private func add(
        _ name: String, _ value: any Expression, to arguments: inout CallArguments
    ) throws(Fault) {
        guard arguments.namedRest == nil else { throw Self.misplaced }
        guard !arguments.named.contains(where: { $0.name == name }) else {
            throw .syntax("the argument \(name.shown) is given twice")
        }
        arguments.named.append((name, value))
    }

    private mutating func argument(_ arguments: inout CallArguments) throws(Fault) {
        if kind == .sign(.times) {
            guard arguments.rest == nil, arguments.namedRest == nil else { throw Self.misplaced }
            advance()
            arguments.rest = try expression()
        } else if kind == .sign(.power) {
            guard arguments.namedRest == nil else { throw Self.misplaced }
            advance()
            arguments.namedRest = try expression()
        } else if case .name(let name) = kind, next == .sign(.assign) {
            advance()
            advance()
            try add(name, try expression(), to: &arguments)
        } else {
            guard arguments.rest == nil, arguments.namedRest == nil, arguments.named.isEmpty
            else { throw Self.misplaced }
            arguments.positional.append(try expression())
        }
    }
}
