/// Numbers that depend on a seed alone: the same on every machine, in every version.
enum Seed {
    /// FNV-1a, 64 bits wide (draft-eastlake-fnv): offset basis 0xcbf29ce484222325, prime 0x100000001b3.
    static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    /// A number from 0 up to the bound; different salts draw independently of each other.
    static func draw(from seed: UInt64, salt: UInt64, below bound: UInt64) -> UInt64 {
        // The last steps of SplitMix64, because texts that differ little have hashes that do.
        var mixed = seed &+ (salt &+ 1) &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        mixed ^= mixed >> 31
        return mixed.multipliedFullWidth(by: bound).high
    }
}

extension Expression {
    /// The seed of a schedule, for `H` and for `Spread`: FNV-1a of `project/name` in UTF-8.
    ///
    /// It never changes, because schedules would move with it.
    package static func seed(project: String, name: String) -> UInt64 {
        Seed.hash("\(project)/\(name)".utf8)
    }
}
