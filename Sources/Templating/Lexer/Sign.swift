/// The signs of expressions.
enum Sign: String, Hashable, Sendable, CaseIterable {
    case floorDivide = "//"
    case power = "**"
    case equal = "=="
    case notEqual = "!="
    case greaterOrEqual = ">="
    case lessOrEqual = "<="
    case plus = "+"
    case minus = "-"
    case divide = "/"
    case times = "*"
    case modulo = "%"
    case tilde = "~"
    case openBracket = "["
    case closeBracket = "]"
    case openParenthesis = "("
    case closeParenthesis = ")"
    case openBrace = "{"
    case closeBrace = "}"
    case greater = ">"
    case less = "<"
    case assign = "="
    case dot = "."
    case colon = ":"
    case pipe = "|"
    case comma = ","
    case semicolon = ";"

    /// By their bytes, the second of which is 0 where there is none.
    static let table: [UInt16: Sign] = Dictionary(
        uniqueKeysWithValues: allCases.map { sign in
            let bytes = Array(sign.rawValue.utf8)
            return (UInt16(bytes[0]) << 8 | (bytes.count > 1 ? UInt16(bytes[1]) : 0), sign)
        })

    /// The sign that closes this one.
    var closing: Sign? {
        switch self {
        case .openBracket: .closeBracket
        case .openParenthesis: .closeParenthesis
        case .openBrace: .closeBrace
        default: nil
        }
    }

    var isClosing: Bool {
        self == .closeBracket || self == .closeParenthesis || self == .closeBrace
    }
}
