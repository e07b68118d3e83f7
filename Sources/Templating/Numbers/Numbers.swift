/// Whole and floating-point numbers side by side, as Python has them.
enum Numbers {
    enum Order {
        case less, same, greater
        /// One of them is not a number.
        case none
    }

    /// The order of two numbers; nil where one is none.
    static func compare(_ left: Value, _ right: Value) -> Order? {
        switch (number(left), number(right)) {
        case (.whole(let left)?, .whole(let right)?): order(left, right)
        case (.float(let left)?, .float(let right)?): order(left, right)
        case (.whole(let left)?, .float(let right)?): order(left, right)
        case (.float(let left)?, .whole(let right)?): order(right, left).turned
        default: nil
        }
    }

    enum Number {
        case whole(Int64)
        case float(Double)

        var double: Double {
            switch self {
            case .whole(let value): Double(value)
            case .float(let value): value
            }
        }
    }

    static func number(_ value: Value) -> Number? {
        switch value {
        case .integer(let value): .whole(value)
        case .boolean(let value): .whole(value ? 1 : 0)
        case .float(let value): .float(value)
        default: nil
        }
    }

    private static func order<Element: Comparable>(_ left: Element, _ right: Element) -> Order {
        left < right ? .less : left == right ? .same : left > right ? .greater : .none
    }

    /// Exactly, though not every whole number has a floating-point number of its own.
    private static func order(_ left: Int64, _ right: Double) -> Order {
        if right.isNaN { return .none }
        if right >= 0x1p63 { return .less }
        if right < -0x1p63 { return .greater }
        let whole = Int64(right.rounded(.towardZero))
        if left != whole { return left < whole ? .less : .greater }
        return right == Double(whole) ? .same : right > Double(whole) ? .less : .greater
    }
}

extension Numbers.Order {
    var turned: Numbers.Order {
        switch self {
        case .less: .greater
        case .greater: .less
        default: self
        }
    }
}
