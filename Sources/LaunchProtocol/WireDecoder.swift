/// Reads values from their binary form; every count is bounded before anything is made of it.
package struct WireDecoder {
    private var rest: ArraySlice<UInt8>

    package init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    /// An integer of the size that is asked for.
    package mutating func number<Number: FixedWidthInteger>(
        _: Number.Type = Number.self
    ) throws(WireError) -> Number {
        let size = Number.bitWidth / 8
        guard rest.count >= size else { throw WireError("the frame ends within a number") }
        var value: Number = 0
        for byte in rest.prefix(size).reversed() {
            value = (value << 8) | Number(truncatingIfNeeded: byte)
        }
        rest.removeFirst(size)
        return value
    }

    /// A flag: 0 or 1.
    package mutating func bool() throws(WireError) -> Bool {
        switch try number(UInt8.self) {
        case 0: return false
        case 1: return true
        default: throw WireError("a flag is neither 0 nor 1")
        }
    }

    /// Text without NUL: it is handed to the kernel, which would stop there.
    package mutating func string(
        atMost bound: Int = LaunchBounds.stringBytes
    ) throws(WireError) -> String {
        let count = Int(try number(UInt32.self))
        guard count <= bound else { throw WireError("a text is longer than \(bound) bytes") }
        guard rest.count >= count else { throw WireError("the frame ends within a text") }
        guard !rest.prefix(count).contains(0),
            let text = String(validating: rest.prefix(count), as: UTF8.self)
        else { throw WireError("a text is not UTF-8 without NUL") }
        rest.removeFirst(count)
        return text
    }

    /// The id of a run.
    package mutating func id() throws(WireError) -> String {
        let id = try string(atMost: LaunchBounds.idBytes)
        guard LaunchRequest.isValid(id: id) else { throw WireError("an id is malformed") }
        return id
    }

    /// A length of time in microseconds.
    package mutating func microseconds() throws(WireError) -> UInt64 {
        let value = try number(UInt64.self)
        guard value <= LaunchBounds.longestMicroseconds else {
            throw WireError("a time is longer than ten years")
        }
        return value
    }

    /// A value that may be missing.
    package mutating func optional<Value>(
        _ value: (inout WireDecoder) throws(WireError) -> Value
    ) throws(WireError) -> Value? {
        try bool() ? try value(&self) : nil
    }

    /// A list of no more elements than the bound.
    package mutating func list<Element>(
        atMost bound: Int, _ element: (inout WireDecoder) throws(WireError) -> Element
    ) throws(WireError) -> [Element] {
        let count = Int(try number(UInt32.self))
        // An element takes a byte at least, so a count beyond the rest is a lie.
        guard count <= bound, count <= rest.count else {
            throw WireError("a list has more than \(min(bound, rest.count)) elements")
        }
        var list: [Element] = []
        list.reserveCapacity(count)
        for _ in 0..<count { list.append(try element(&self)) }
        return list
    }

    /// Holds that nothing is left.
    package func end() throws(WireError) {
        guard rest.isEmpty else { throw WireError("\(rest.count) bytes too many in the frame") }
    }
}
