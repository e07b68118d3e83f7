/// What others wrote, made safe to stand among our own words.
extension String {
    /// Without control characters and without those that reverse the direction of what follows;
    /// every kind of line break becomes `\n`, or a blank where one line is wanted.
    func cleaned(oneLine: Bool = false) -> String {
        var result = UnicodeScalarView()
        var followsReturn = false
        for scalar in unicodeScalars {
            switch scalar.value {
            case 0x0A where followsReturn: break
            case 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029: result.append(oneLine ? " " : "\n")
            case 0x09: result.append(oneLine ? " " : "\t")
            case 0..<0x20, 0x7F..<0xA0: result.append("\u{FFFD}")
            case 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F, 0x061C: break
            default: result.append(scalar)
            }
            followsReturn = scalar.value == 0x0D
        }
        return String(result)
    }
}
