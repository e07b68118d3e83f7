extension Character {
    /// Bytes that the character takes within a text of JSON.
    var jsonSize: Int {
        unicodeScalars.reduce(0) { size, scalar in
            switch scalar.value {
            case 0x22, 0x5C: size + 2
            case 0..<0x20, 0x7F: size + 6
            default: size + UTF8.width(scalar)
            }
        }
    }
}

extension String {
    var jsonSize: Int { reduce(0) { $0 + $1.jsonSize } }
}
