internal import Formats

/// Names that are given values.
extension Parser {
    private static let reserved: Set = ["true", "false", "none", "True", "False", "None"]

    mutating func plainName() throws(Fault) -> String {
        if case .name(let name) = kind, Self.reserved.contains(name) {
            throw .syntax("\"\(name)\" cannot be given a value")
        }
        return try expectName()
    }

    /// One target or several with commas between them.
    mutating func target(
        until end: String? = nil, withNamespaces: Bool = false
    ) throws(Fault) -> Target {
        var targets: [Target] = []
        var isTuple = false
        while true {
            if let end, isName(end) { break }
            if targetsEnd { break }
            targets.append(try single(withNamespaces: withNamespaces))
            guard take(.sign(.comma)) else { break }
            isTuple = true
        }
        if !isTuple, let target = targets.first { return target }
        guard isTuple else {
            throw .syntax("unexpected \(current.shown), where a name is expected")
        }
        return .several(targets)
    }

    private var targetsEnd: Bool {
        switch kind {
        case .blockEnd, .variableEnd, .sign(.closeParenthesis): true
        default: false
        }
    }

    private mutating func single(withNamespaces: Bool) throws(Fault) -> Target {
        if take(.sign(.openParenthesis)) {
            // As in the language's own implementation, an empty pair is a target too.
            if take(.sign(.closeParenthesis)) { return .several([]) }
            try descend()
            let inner = try target()
            nesting -= 1
            try expect(.closeParenthesis)
            return inner
        }
        let name = try plainName()
        if withNamespaces, take(.sign(.dot)) {
            return .attribute(of: name, name: try expectName())
        }
        return .name(name)
    }
}
