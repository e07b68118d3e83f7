extension JSONValue {
    /// The value as YAML for people, which `YAMLDocument` reads as the same value.
    ///
    /// Lists and objects are blocks, two blanks a level; a text is as plain as it can be, and one
    /// of several lines a literal block. Other readers of YAML 1.1 and 1.2 read the same.
    package var yamlText: String {
        var printer = YAMLPrinter()
        printer.write(self)
        return printer.output
    }
}

extension String {
    /// The text as one line of a comment in YAML.
    package var yamlComment: String {
        let scalars = unicodeScalars.map {
            YAMLScalar.isShown($0) ? String($0) : $0.escaped(asASCII: true)
        }
        return "# " + scalars.joined()
    }
}

private struct YAMLPrinter {
    var output = ""

    mutating func write(_ value: JSONValue) {
        switch value {
        case .array(let elements) where !elements.isEmpty: write(elements, level: 0)
        case .object(let object) where !object.isEmpty: write(object, level: 0)
        default: output += YAMLScalar.text(of: value, level: 0) + "\n"
        }
    }

    private mutating func write(_ elements: [JSONValue], level: Int) {
        for element in elements {
            indent(level)
            output += "-"
            if case .object(let object) = element, !object.isEmpty {
                output += " "
                write(object, level: level + 1, startsInLine: true)
            } else {
                writeRest(element, level: level)
            }
        }
    }

    private mutating func write(_ object: JSONObject, level: Int, startsInLine: Bool = false) {
        for (index, member) in object.members.enumerated() {
            if index > 0 || !startsInLine { indent(level) }
            let key = YAMLScalar.key(member.name)
            // What is longer has to say that it is one (YAML 1.2.2, section 7.4.2).
            if key.utf8.count <= Self.simpleKeyBytes {
                output += "\(key):"
            } else {
                output += "? \(key)\n"
                indent(level)
                output += ":"
            }
            writeRest(member.value, level: level)
        }
    }

    /// What stands behind a dash or a key of that level.
    private mutating func writeRest(_ value: JSONValue, level: Int) {
        switch value {
        case .array(let elements) where !elements.isEmpty:
            output += "\n"
            write(elements, level: level + 1)
        case .object(let object) where !object.isEmpty:
            output += "\n"
            write(object, level: level + 1)
        default: output += " \(YAMLScalar.text(of: value, level: level + 1))\n"
        }
    }

    private mutating func indent(_ level: Int) {
        output += String(repeating: " ", count: level * YAMLScalar.indentation)
    }

    /// Bytes of a key that every reader takes without `?`.
    private static let simpleKeyBytes = 500
}
