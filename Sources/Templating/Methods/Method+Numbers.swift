/// Methods of numbers.
extension Method {
    static let wholeNumberMethods: [String: Operation<Value>] = [
        "bit_length": Operation { (value, _, _) throws(Fault) in
            let magnitude = (value.wholeNumber ?? 0).magnitude
            return .integer(Int64(UInt64.bitWidth - magnitude.leadingZeroBitCount))
        },
        "bit_count": Operation { (value, _, _) throws(Fault) in
            .integer(Int64((value.wholeNumber ?? 0).magnitude.nonzeroBitCount))
        },
        "conjugate": Operation { (value, _, _) throws(Fault) in .integer(value.wholeNumber ?? 0) },
    ]

    static let floatMethods: [String: Operation<Value>] = [
        "is_integer": Operation { (value, _, _) throws(Fault) in
            guard case .float(let number) = value else { return .boolean(false) }
            return .boolean(number.isFinite && number == number.rounded())
        },
        "conjugate": Operation { (value, _, _) throws(Fault) in value },
    ]
}
