/// A positive finite number in decimal: `0.d₁d₂d₃… × 10^point`.
struct DecimalDigits {
    /// From 0 to 9, the first of which is not 0 unless the number is 0.
    private(set) var digits: [UInt8]
    /// How many digits stand before the decimal point.
    private(set) var point: Int

    /// As few digits as tell the number from every other one.
    init(shortest value: Double) {
        var digits: [UInt8] = []
        var point: Int?
        var exponent = 0
        var bytes = value.magnitude.description.utf8.makeIterator()
        while let byte = bytes.next() {
            if byte == UInt8(ascii: ".") {
                point = digits.count
            } else if byte == UInt8(ascii: "e") {
                var rest = ""
                while let next = bytes.next() { rest.unicodeScalars.append(Unicode.Scalar(next)) }
                exponent = Int(rest) ?? 0
            } else {
                digits.append(byte - UInt8(ascii: "0"))
            }
        }
        self.init(digits, (point ?? digits.count) + exponent)
    }

    /// All digits of the binary number.
    init(exact value: Double) {
        guard value != 0 else {
            self.init([0], 1)
            return
        }
        var power = Int(value.exponent) - 52
        var significand = UInt64(value.magnitude.significandBitPattern) | 1 << 52
        if value.isSubnormal {
            power = -1074
            significand = UInt64(value.significandBitPattern)
        }
        var number = Limbs(significand)
        if power >= 0 {
            number.multiply(by: 2, times: power)
            self.init(number.digits, number.digits.count)
        } else {
            // m / 2^n is m × 5^n / 10^n.
            number.multiply(by: 5, times: -power)
            let digits = number.digits
            self.init(digits, digits.count + power)
        }
    }

    init(_ value: UInt64) {
        let digits = Limbs(value).digits
        self.init(digits, digits.count)
    }

    private init(_ digits: [UInt8], _ point: Int) {
        let zeros = digits.prefix { $0 == 0 }.count
        self.digits = Array(digits.dropFirst(zeros))
        self.point = point - zeros
        while self.digits.last == 0 { self.digits.removeLast() }
        if self.digits.isEmpty {
            self.digits = [0]
            self.point = 1
        }
    }

    var isZero: Bool { digits == [0] }

    /// Rounded behind a number of digits, to the even one where it is in the middle.
    func rounded(to count: Int) -> DecimalDigits {
        guard count < digits.count else { return self }
        guard count >= 0 else { return DecimalDigits([0], 1) }
        var kept = Array(digits.prefix(count))
        let rest = digits[count...]
        let isHalf = rest.first == 5 && rest.dropFirst().allSatisfy { $0 == 0 }
        let isUp = isHalf ? (kept.last ?? 0) % 2 == 1 : (rest.first ?? 0) >= 5
        guard isUp else { return DecimalDigits(kept, point) }
        var index = kept.count
        while index > 0 {
            index -= 1
            if kept[index] < 9 {
                kept[index] += 1
                return DecimalDigits(kept, point)
            }
            kept[index] = 0
        }
        return DecimalDigits([1] + kept, point + 1)
    }

    /// Rounded behind a number of decimals, which may be negative.
    func rounded(decimals: Int) -> DecimalDigits { rounded(to: point + decimals) }

    /// The digits before and behind the point, with as many behind it.
    func fixed(decimals: Int) -> String {
        var text = point > 0 ? "" : "0"
        for place in 0..<max(point, 0) { text.unicodeScalars.append(scalar(place)) }
        if decimals > 0 { text += "." }
        for place in 0..<decimals { text.unicodeScalars.append(scalar(point + place)) }
        return text
    }

    /// The first digit, the others behind a point, and how many there are.
    func mantissa(decimals: Int) -> String {
        var text = String(scalar(0))
        if decimals > 0 { text += "." }
        for place in 0..<decimals { text.unicodeScalars.append(scalar(place + 1)) }
        return text
    }

    /// The power of ten of the first digit.
    var exponent: Int { isZero ? 0 : point - 1 }

    private func scalar(_ place: Int) -> Unicode.Scalar {
        Unicode.Scalar(
            UInt8(ascii: "0") + (digits.indices.contains(place) ? digits[place] : 0))
    }
}

/// A whole number of any size, in pieces of nine digits from the last to the first.
private struct Limbs {
    private var limbs: [UInt64]
    private static let base: UInt64 = 1_000_000_000

    init(_ value: UInt64) {
        limbs = [value % Self.base, value / Self.base % Self.base, value / Self.base / Self.base]
    }

    mutating func multiply(by factor: UInt64, times: Int) {
        var left = times
        while left > 0 {
            // 5^13 and 2^13 are below the base.
            let count = min(left, 13)
            var product: UInt64 = 1
            for _ in 0..<count { product *= factor }
            multiply(by: product)
            left -= count
        }
    }

    private mutating func multiply(by factor: UInt64) {
        var carry: UInt64 = 0
        for index in limbs.indices {
            let value = limbs[index] * factor + carry
            limbs[index] = value % Self.base
            carry = value / Self.base
        }
        while carry > 0 {
            limbs.append(carry % Self.base)
            carry /= Self.base
        }
    }

    var digits: [UInt8] {
        var digits: [UInt8] = []
        for limb in limbs {
            var rest = limb
            for _ in 0..<9 {
                digits.append(UInt8(rest % 10))
                rest /= 10
            }
        }
        return Array(digits.reversed().drop { $0 == 0 })
    }
}
