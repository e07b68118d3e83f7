/// A region's name, such as `eu-west-1`, and what follows from it.
enum AWSRegion {
    /// Where one is asked for and none is given: what servers that only speak the same language expect.
    static let ofOthers = "us-east-1"

    static func isName(_ text: String) -> Bool {
        (1...AWSLimits.region).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    /// What the names of hosts there end with.
    static func domain(of region: String) -> String {
        region.hasPrefix("cn-") ? "amazonaws.com.cn" : "amazonaws.com"
    }
}
