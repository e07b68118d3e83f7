/// A text; a safe one is not escaped when it is printed.
struct Text {
    var string: String
    var isSafe: Bool

    init(_ string: String, isSafe: Bool = false) {
        self.string = string
        self.isSafe = isSafe
    }

    /// Another text that is safe if this one is.
    func with(_ string: String) -> Text { Text(string, isSafe: isSafe) }

    /// The characters as Python counts them.
    var scalars: [Unicode.Scalar] { Array(string.unicodeScalars) }

    var length: Int {
        let bytes = string.utf8.count
        return string.utf8.allSatisfy { $0 < 0x80 } ? bytes : string.unicodeScalars.count
    }
}

extension String {
    init(_ scalars: some Sequence<Unicode.Scalar>) {
        var view = UnicodeScalarView()
        view.append(contentsOf: scalars)
        self.init(view)
    }

    /// Whether the characters are the same ones, not only equivalent.
    func isSame(as other: String) -> Bool {
        utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
    }

    /// Whether it comes before the other in the order of code points.
    func precedes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}
