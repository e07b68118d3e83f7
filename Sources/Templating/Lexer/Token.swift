internal import Formats

/// A piece of a template, and where it begins.
struct Token: Sendable {
    enum Kind: Hashable, Sendable {
        /// Text that stands for itself.
        case data(String)
        case variableBegin, variableEnd
        case blockBegin, blockEnd
        case name(String)
        case text(String)
        case integer(Int64)
        case float(Double)
        case sign(Sign)
        case end
    }

    let kind: Kind
    /// Bytes from the beginning of the source.
    let offset: Int
}

extension Token {
    /// How the token is named in messages.
    var shown: String {
        switch kind {
        case .data: "text"
        case .variableBegin: "\"{{\""
        case .variableEnd: "\"}}\""
        case .blockBegin: "\"{%\""
        case .blockEnd: "\"%}\""
        case .name(let name): "\"\(name.shown)\""
        case .text: "a text in quotes"
        case .integer, .float: "a number"
        case .sign(let sign): "\"\(sign.rawValue)\""
        case .end: "the end of the template"
        }
    }
}
