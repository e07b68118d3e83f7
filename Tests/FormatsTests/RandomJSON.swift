import Formats
import TestKit

/// Values of every kind, small and odd.
enum RandomJSON {
    static func value(depth: Int, using generator: inout SeededGenerator) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &generator) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &generator))
        case 2: return .integer(integer(using: &generator))
        case 3: return .number(number(using: &generator))
        case 4, 5: return .string(text(using: &generator))
        case 6:
            let count = Int.random(in: 0...5, using: &generator)
            return .array((0..<count).map { _ in value(depth: depth - 1, using: &generator) })
        default:
            var object = JSONObject()
            for _ in 0..<Int.random(in: 0...20, using: &generator) {
                object[text(using: &generator)] = value(depth: depth - 1, using: &generator)
            }
            return .object(object)
        }
    }

    static func text(using generator: inout SeededGenerator) -> String {
        let scalars: [Unicode.Scalar] = [
            "a", "b", "\"", "\\", "/", "\n", "\t", "\0", "\u{1F}", "\u{7F}", "é", "日", "😀", " ",
            "\u{2028}", "\u{FEFF}", "\u{FFFF}", "{", "}", "[", "]", ":", ",",
        ]
        var text = ""
        for _ in 0..<Int.random(in: 0...20, using: &generator) {
            text.unicodeScalars.append(scalars.randomElement(using: &generator) ?? "a")
        }
        return text
    }

    private static func integer(using generator: inout SeededGenerator) -> Int64 {
        let bits = Int64(bitPattern: generator.next())
        return bits >> Int64.random(in: 0...63, using: &generator)
    }

    private static func number(using generator: inout SeededGenerator) -> Double {
        let number = Double(bitPattern: generator.next())
        return number.isFinite ? number : 0.5
    }
}
