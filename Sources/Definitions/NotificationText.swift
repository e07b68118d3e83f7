import Domain
import Formats

/// A notification in one line: `kind=webhook,when=error+aborted,url=https://…,headers.X-Token=abc`.
///
/// Keys that are none of a notification's own are its channel's parameters; a dot leads into an
/// object. A value that holds a comma is put in quotes, or a backslash before the comma; `\n` is a
/// new line.
struct NotificationText {
    let channels: [ChannelDeclaration]

    /// The notification as a file would hold it, or what is wrong with the text.
    func node(_ text: String) throws(TextError) -> Node {
        var own: [(String, Node)] = []
        var parameters = JSONObject()
        let pairs = try pairs(text)
        let channel = pairs.first { $0.key == NotificationField.kind.rawValue }
            .flatMap { kind in channels.first { $0.kind == kind.value } }
        for (key, value) in pairs {
            switch NotificationField(rawValue: key) {
            case .when?:
                let words = value.split(separator: "+", omittingEmptySubsequences: false)
                own.append((key, Node(.list(words.map { Node(.text(String($0))) }))))
            case .parameters?, .secretParameters?:
                throw TextError(
                    message: "name each parameter by itself, such as url=…, not \"params\"")
            case .some: own.append((key, Node(.text(value))))
            case nil:
                var path = key.split(separator: ".", omittingEmptySubsequences: false).map(
                    String.init)
                if path.first == NotificationField.parameters.rawValue { path.removeFirst() }
                guard let name = path.first, !path.contains("") else {
                    throw TextError(message: "\"\(key.shown)\" is no name of a parameter")
                }
                let form = channel?.parameters.first { $0.name == name }?.form
                let value = path.count == 1 ? self.value(value, form: form) : .string(value)
                guard parameters.insert(value, at: path[...]) else {
                    throw TextError(message: "\"\(key.shown)\" is given twice")
                }
            }
        }
        if !parameters.isEmpty {
            own.append((NotificationField.parameters.rawValue, Node(json: .object(parameters))))
        }
        return Node(.map(own.map { Node.Member(key: $0.0, value: $0.1) }))
    }

    struct TextError: Error { let message: String }

    private func value(_ text: String, form: ParameterDeclaration.Form?) -> JSONValue {
        switch form {
        case .boolean? where text == "true": .bool(true)
        case .boolean? where text == "false": .bool(false)
        case .integer?: Int64(text).map { .integer($0) } ?? .string(text)
        case .object? where text.hasPrefix("{"),
            .any? where text.hasPrefix("{") || text.hasPrefix("["),
            .texts? where text.hasPrefix("["):
            (try? JSONValue(parsing: text)) ?? .string(text)
        default: .string(text)
        }
    }

    private func pairs(_ text: String) throws(TextError) -> [(key: String, value: String)] {
        var pairs: [(key: String, value: String)] = []
        var rest = Array(text.unicodeScalars)[...]
        repeat {
            let key = rest.prefix { $0 != "=" && $0 != "," }
            rest = rest.dropFirst(key.count)
            let name = String(key)
            guard rest.popFirst() == "=", !name.isEmpty else {
                throw TextError(
                    message:
                        "\"\(name.shown)\" has no value: write key=value pairs, and a backslash "
                        + "before each comma that belongs to a value")
            }
            guard !pairs.contains(where: { $0.key == name }) else {
                throw TextError(message: "\"\(name.shown)\" is given twice")
            }
            pairs.append((name, try value(&rest, of: name)))
        } while rest.popFirst() != nil
        return pairs
    }

    /// Takes a value up to its comma or the end.
    private func value(
        _ rest: inout ArraySlice<Unicode.Scalar>, of key: String
    ) throws(TextError) -> String {
        var value = String.UnicodeScalarView()
        let quote = rest.first.flatMap { $0 == "\"" || $0 == "'" ? $0 : nil }
        if quote != nil { rest.removeFirst() }
        while let scalar = rest.first, quote != nil || scalar != "," {
            rest.removeFirst()
            if scalar == quote {
                guard rest.isEmpty || rest.first == "," else {
                    throw TextError(
                        message: "after the closing quote of \"\(key.shown)\" a comma must follow")
                }
                return String(value)
            }
            if scalar == "\\", quote != "'", let next = rest.popFirst() {
                value.append(next == "n" ? "\n" : next)
            } else {
                value.append(scalar)
            }
        }
        guard quote == nil else {
            throw TextError(message: "the value of \"\(key.shown)\" has no closing quote")
        }
        return String(value)
    }
}

extension String {
    fileprivate init(_ scalars: ArraySlice<Unicode.Scalar>) {
        self.init(String.UnicodeScalarView(scalars))
    }
}

extension JSONObject {
    /// Puts a value into nested objects; false when its place is taken.
    fileprivate mutating func insert(_ value: JSONValue, at path: ArraySlice<String>) -> Bool {
        guard let name = path.first else { return false }
        if path.count == 1 {
            guard self[name] == nil else { return false }
            self[name] = value
            return true
        }
        guard var inner = (self[name] ?? [:]).object, inner.insert(value, at: path.dropFirst())
        else { return false }
        self[name] = .object(inner)
        return true
    }
}
