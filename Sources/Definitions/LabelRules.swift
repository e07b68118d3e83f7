/// The rules of labels.
package enum LabelRules {
    /// What is wrong with a label; nil when nothing is.
    package static func fault(key: String, value: String) -> String? {
        if let fault = fault(key: key) { return fault }
        return value.unicodeScalars.count > DefinitionLimits.labelValueLength
            ? "must have at most \(DefinitionLimits.labelValueLength) characters" : nil
    }

    static func fault(key: String) -> String? {
        key.isEmpty || key.unicodeScalars.count > DefinitionLimits.labelKeyLength
            || key.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F })
            ? "the key of a label must have 1 to \(DefinitionLimits.labelKeyLength) characters and "
                + "no control characters"
            : nil
    }
}
