/// Filters that write values out.
extension Filter {
    static let output: [String: Operation<Value>] = [
        "tojson": Operation(["indent"]) { (value, arguments, rendering) throws(Fault) in
            let indent: String? =
                if case .text(let text)? = arguments[0] {
                    text.string
                } else {
                    try arguments.number(0).map {
                        String(repeating: " ", count: Int(min(max($0, 0), 64)))
                    }
                }
            var writer = JSONWriter(indent, rendering)
            try writer.write(value, depth: 0)
            return try rendering.text(writer.text, isSafe: true)
        },
        "pprint": Operation { (value, _, rendering) throws(Fault) in
            var printer = PrettyPrinter(rendering)
            try printer.write(value, indent: 0, allowance: 0, depth: 0)
            return try rendering.text(printer.text)
        },
    ]
}
