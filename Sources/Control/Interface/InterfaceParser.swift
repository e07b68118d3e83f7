/// Reads the members of an interface file; the types it names must be declared in it.
///
/// The type `any` of newer descriptions is left out: clients in use cannot read it.
struct InterfaceParser {
    struct Parsed {
        var name = ""
        var documentation = ""
        var types: [String: InterfaceType] = [:]
        var methods: [InterfaceMethod] = []
        var errors: [String: [InterfaceField]] = [:]
    }

    private var scanner: InterfaceScanner
    private var references: [(name: String, line: Int)] = []
    private var depth = 0

    /// How deep types may nest.
    private static let maximumDepth = 32

    init(_ text: String) { scanner = InterfaceScanner(text) }

    mutating func interface() throws(InterfaceError) -> Parsed {
        var parsed = Parsed()
        try scanner.advance()
        parsed.documentation = scanner.comment.joined(separator: "\n")
        try expect(.word("interface"))
        parsed.name = try interfaceName()
        var names: Set<String> = []
        while scanner.token != .end {
            let documentation = scanner.comment.joined(separator: "\n")
            let keyword = scanner.token
            try scanner.advance()
            let name = try memberName()
            guard names.insert(name).inserted else { throw error("\(name) is declared twice") }
            switch keyword {
            case .word("type"): parsed.types[name] = try type()
            case .word("error"): parsed.errors[name] = try fields()
            case .word("method"):
                let parameters = try fields()
                try expect(.mark("->"))
                parsed.methods.append(
                    InterfaceMethod(
                        name: name, documentation: documentation, parameters: parameters,
                        replies: try fields()))
            default: throw error("expected type, method or error instead of \(keyword.shown)")
            }
        }
        if let unknown = references.first(where: { parsed.types[$0.name] == nil }) {
            throw InterfaceError(
                message: "the type \(unknown.name) is not declared", line: unknown.line)
        }
        return parsed
    }

    private func error(_ message: String) -> InterfaceError {
        InterfaceError(message: message, line: scanner.line)
    }

    private mutating func expect(_ token: InterfaceScanner.Token) throws(InterfaceError) {
        guard scanner.token == token else {
            throw error("expected \(token.shown) instead of \(scanner.token.shown)")
        }
        try scanner.advance()
    }

    private mutating func take(_ mark: String) throws(InterfaceError) -> Bool {
        guard scanner.token == .mark(mark) else { return false }
        try scanner.advance()
        return true
    }

    private mutating func word(
        _ what: String, where isRight: (String) -> Bool
    ) throws(InterfaceError) -> String {
        guard case .word(let text) = scanner.token, isRight(text) else {
            throw error("expected \(what) instead of \(scanner.token.shown)")
        }
        try scanner.advance()
        return text
    }

    private mutating func interfaceName() throws(InterfaceError) -> String {
        try word("a name such as org.example.service") { text in
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            return parts.count >= 2 && parts.allSatisfy { !$0.isEmpty && !$0.contains("_") }
        }
    }

    private mutating func memberName() throws(InterfaceError) -> String {
        try word("a name in upper camel case") { text in
            ("A"..."Z").contains(text.prefix(1)) && !text.contains(".") && !text.contains("_")
        }
    }

    private mutating func fieldName() throws(InterfaceError) -> String {
        try word("a field's name") { text in
            text.first.map { $0.isLetter } == true && text.last != "_" && !text.contains("__")
                && !text.contains(".")
        }
    }

    private mutating func type() throws(InterfaceError) -> InterfaceType {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else { throw error("types nested too deeply") }
        if try take("?") {
            let type = try type()
            guard !type.isNullable else { throw error("a type is nullable only once") }
            return .nullable(type)
        }
        if try take("[") {
            if try take("]") { return .array(try type()) }
            try expect(.word("string"))
            try expect(.mark("]"))
            return .map(try type())
        }
        if scanner.token == .mark("(") { return try structureOrEnumeration() }
        let line = scanner.line
        let name = try word("a type") { !$0.contains(".") }
        switch name {
        case "bool": return .bool
        case "int": return .int
        case "float": return .float
        case "string": return .string
        case "object": return .object
        default:
            references.append((name, line))
            return .named(name)
        }
    }

    private mutating func fields() throws(InterfaceError) -> [InterfaceField] {
        guard case .structure(let fields) = try structureOrEnumeration() else {
            throw error("expected fields with types")
        }
        return fields
    }

    private mutating func structureOrEnumeration() throws(InterfaceError) -> InterfaceType {
        try expect(.mark("("))
        if try take(")") { return .structure([]) }
        let first = try fieldName()
        guard scanner.token == .mark(":") else { return try enumeration(after: first) }
        try expect(.mark(":"))
        var fields = [InterfaceField(first, try type())]
        while try take(",") {
            let name = try fieldName()
            guard !fields.contains(where: { $0.name == name }) else {
                throw error("the field \(name) is declared twice")
            }
            try expect(.mark(":"))
            fields.append(InterfaceField(name, try type()))
        }
        try expect(.mark(")"))
        return .structure(fields)
    }

    private mutating func enumeration(after first: String) throws(InterfaceError) -> InterfaceType {
        var words = [first]
        while try take(",") {
            let word = try fieldName()
            guard !words.contains(word) else { throw error("the word \(word) comes twice") }
            words.append(word)
        }
        try expect(.mark(")"))
        return .enumeration(words)
    }
}
