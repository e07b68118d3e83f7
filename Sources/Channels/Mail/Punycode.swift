/// Letters of any script in those of ASCII (RFC 3492), as domain names have them.
enum Punycode {
    private static let base = 36
    private static let smallest = 1
    private static let largest = 26
    private static let skew = 38
    private static let damp = 700
    private static let firstBias = 72
    private static let firstCode = 0x80
    private static let digits = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)

    /// Nil where the text is longer than any part of a name.
    static func text(_ source: Substring) -> String? {
        let codes = source.unicodeScalars.map { Int($0.value) }
        guard codes.count <= MailLimits.label else { return nil }
        var output = codes.filter { $0 < firstCode }.map { UInt8($0) }
        let basic = output.count
        if basic > 0 { output.append(UInt8(ascii: "-")) }
        var (code, delta, bias, handled) = (firstCode, 0, firstBias, basic)
        while handled < codes.count {
            guard let next = codes.filter({ $0 >= code }).min() else { return nil }
            delta += (next - code) * (handled + 1)
            code = next
            for each in codes {
                if each < code { delta += 1 }
                guard each == code else { continue }
                output += number(delta, bias)
                bias = adapted(delta, count: handled + 1, isFirst: handled == basic)
                delta = 0
                handled += 1
            }
            delta += 1
            code += 1
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// A number in digits of varying weight.
    private static func number(_ value: Int, _ bias: Int) -> [UInt8] {
        var (rest, position, output) = (value, base, [UInt8]())
        while true {
            let threshold = min(max(position - bias, smallest), largest)
            guard rest >= threshold else { return output + [digits[rest]] }
            output.append(digits[threshold + (rest - threshold) % (base - threshold)])
            rest = (rest - threshold) / (base - threshold)
            position += base
        }
    }

    private static func adapted(_ delta: Int, count: Int, isFirst: Bool) -> Int {
        var rest = isFirst ? delta / damp : delta / 2
        rest += rest / count
        var steps = 0
        while rest > (base - smallest) * largest / 2 {
            rest /= base - smallest
            steps += base
        }
        return steps + (base - smallest + 1) * rest / (rest + skew)
    }
}
