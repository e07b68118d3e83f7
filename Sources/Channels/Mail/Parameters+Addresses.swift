internal import Formats

extension Parameters {
    /// The addresses of a list, or of a text with commas between them.
    mutating func addresses(_ name: String, allowingLocal: Bool) -> [NamedAddress] {
        let texts: [String]
        switch any(name) {
        case .string(let text)?: texts = NamedAddress.pieces(of: text)
        case .array(let elements)?:
            texts = elements.compactMap(\.string).flatMap(NamedAddress.pieces)
        default: return []
        }
        if texts.isEmpty { fault(name, "names no address") }
        return texts.compactMap { address($0, of: name, allowingLocal) }
    }

    mutating func address(_ name: String, allowingLocal: Bool) -> NamedAddress? {
        text(name).flatMap { address($0, of: name, allowingLocal) }
    }

    private mutating func address(
        _ text: String, of name: String, _ allowingLocal: Bool
    ) -> NamedAddress? {
        do throws(MailAddress.Problem) {
            return try NamedAddress(text, allowingLocal: allowingLocal)
        } catch {
            let shown = text.cleaned(oneLine: true).cut(to: MailLimits.localPart)
            fault(name, "has \"\(shown)\", which is no address: it \(error.clause)")
            return nil
        }
    }
}
