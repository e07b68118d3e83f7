import Formats

/// Values in a form that two languages write alike, texts and floating-point numbers by bytes.
enum Canonical {
    static func text(_ value: JSONValue) -> String {
        switch value {
        case .null: "n"
        case .bool(let value): value ? "t" : "f"
        case .integer(let value): "i\(value)"
        case .number(let value): "d" + hex(value.bitPattern, digits: 16)
        case .string(let text): "s" + hex(text.utf8)
        case .array(let elements): "[" + elements.map(text).joined(separator: ",") + "]"
        case .object(let object):
            "{"
                + object.members.map { "s\(hex($0.name.utf8)):\(text($0.value))" }
                .joined(separator: ",") + "}"
        }
    }

    static func hex(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { hex($0, digits: 2) }.joined()
    }

    private static func hex(_ value: some BinaryInteger, digits: Int) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: digits - text.count) + text
    }

    /// The same in Python; whatever JSON cannot hold raises an error.
    static let python = """
        import struct, sys, math

        def canonical(value):
            if value is None: return "n"
            if value is True: return "t"
            if value is False: return "f"
            if isinstance(value, int):
                if -2**63 <= value < 2**63: return f"i{value:d}"
                value = float(value)
            if isinstance(value, float):
                if not math.isfinite(value): raise ValueError("not finite")
                return "d" + struct.pack(">d", value).hex()
            if isinstance(value, str): return "s" + value.encode("utf-8").hex()
            if isinstance(value, (list, tuple)): return "[" + ",".join(map(canonical, value)) + "]"
            if isinstance(value, dict):
                return "{" + ",".join(
                    canonical(k if isinstance(k, str) else str(k)) + ":" + canonical(v)
                    for k, v in value.items()) + "}"
            raise TypeError(type(value))

        """
}
