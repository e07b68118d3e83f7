/// Writes values in their binary form: integers little-endian, lists and text after their count.
package struct WireEncoder {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    /// Writes an integer in its own size.
    package mutating func write<Number: FixedWidthInteger>(_ value: Number) {
        for byte in 0..<(Number.bitWidth / 8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> (8 * byte)))
        }
    }

    package mutating func write(_ value: Bool) {
        bytes.append(value ? 1 : 0)
    }

    /// Writes a text after the count of its bytes.
    package mutating func write(_ value: String) {
        write(UInt32(value.utf8.count))
        bytes.append(contentsOf: value.utf8)
    }

    package mutating func write<Value: WireValue>(_ value: Value) {
        value.encode(into: &self)
    }

    /// Writes whether there is one, and then that.
    package mutating func write<Value: WireValue>(_ value: Value?) {
        write(value != nil)
        if let value { write(value) }
    }

    package mutating func write(_ value: String?) {
        write(value != nil)
        if let value { write(value) }
    }

    package mutating func write<Number: FixedWidthInteger>(_ value: Number?) {
        write(value != nil)
        if let value { write(value) }
    }

    /// Writes the count of the elements, and then each.
    package mutating func write<Element>(
        list: [Element], _ element: (inout WireEncoder, Element) -> Void
    ) {
        write(UInt32(list.count))
        for item in list { element(&self, item) }
    }
}
