/// Makes statements and expressions of a template's tokens.
///
/// Each level of nesting is counted, so that no source can exhaust a thread's stack.
struct Parser {
    let tokens: [Token]
    let source: SourceText
    let limits: TemplateLimits
    var index = 0
    var nesting = 0
    /// The blocks that are open, by the words that end them.
    var open: [(tag: String, ends: [String])] = []
    /// For every macro around, which of the special names its body mentions.
    var mentions: [Set<String>] = []
    /// The filters and tests that there are not, outside of conditions.
    var unknown: [(fault: Fault, offset: Int, isCertain: Bool)] = []

    init(_ tokens: [Token], _ source: SourceText, _ limits: TemplateLimits) {
        self.tokens = tokens
        self.source = source
        self.limits = limits
    }

    mutating func template() throws(TemplateError) -> [any Statement] {
        do throws(Fault) {
            let body = try statements(until: [])
            if let (fault, offset, _) = unknown.first { return try fail(fault, at: offset) }
            return body
        } catch {
            throw source.error(error, at: place)
        }
    }

    /// Where an error belongs that is thrown now.
    var place: Int { faultPlace ?? current.offset }
    private(set) var faultPlace: Int?

    /// Throws for a place that has been passed.
    mutating func fail<Result>(_ fault: Fault, at offset: Int) throws(Fault) -> Result {
        faultPlace = offset
        throw fault
    }

    var current: Token { tokens[index] }
    var kind: Token.Kind { tokens[index].kind }
    var next: Token.Kind { tokens[min(index + 1, tokens.count - 1)].kind }

    mutating func advance() { if index < tokens.count - 1 { index += 1 } }

    func isName(_ name: String) -> Bool {
        if case .name(let found) = kind { found == name } else { false }
    }

    mutating func take(_ kind: Token.Kind) -> Bool {
        guard self.kind == kind else { return false }
        advance()
        return true
    }

    mutating func take(name: String) -> Bool {
        guard isName(name) else { return false }
        advance()
        return true
    }

    mutating func expect(_ sign: Sign) throws(Fault) {
        guard take(.sign(sign)) else {
            throw .syntax("unexpected \(current.shown), where \"\(sign.rawValue)\" is expected")
        }
    }

    mutating func expect(name: String) throws(Fault) {
        guard take(name: name) else {
            throw .syntax("unexpected \(current.shown), where \"\(name)\" is expected")
        }
    }

    mutating func expectName() throws(Fault) -> String {
        guard case .name(let name) = kind else {
            throw .syntax("unexpected \(current.shown), where a name is expected")
        }
        advance()
        return name
    }

    mutating func expectBlockEnd() throws(Fault) {
        guard take(.blockEnd) else {
            throw .syntax("unexpected \(current.shown), where \"%}\" is expected")
        }
    }

    /// Forgets unknown filters and tests that stand under a condition: they fail when reached.
    ///
    /// What is in a block within the condition is complained of at once, as Jinja2 does.
    mutating func forgive(from known: Int) {
        unknown = unknown[..<known] + unknown[known...].filter(\.isCertain)
    }

    /// One level deeper; who has come back up takes it away again.
    mutating func descend() throws(Fault) {
        nesting += 1
        guard nesting <= limits.nesting else { throw Self.tooDeep(limits) }
    }

    static func tooDeep(_ limits: TemplateLimits) -> Fault {
        .limit("more than \(limits.nesting) statements or expressions are within each other")
    }

    /// The depth of an expression made of these parts.
    func depth(_ parts: any Expression...) throws(Fault) -> Int { try depth(parts) }

    func depth(_ parts: [any Expression]) throws(Fault) -> Int {
        try checked((parts.map(\.depth).max() ?? 0) + 1)
    }

    func checked(_ depth: Int) throws(Fault) -> Int {
        guard depth <= limits.nesting else { throw Self.tooDeep(limits) }
        return depth
    }
}
