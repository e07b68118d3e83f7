/// A stretch of time between two changes of a zone's clock, with one offset from UTC.
package struct Stretch: Sendable, Hashable {
    /// The first instant of it; `Int64.min` when nothing came before.
    package var start: Int64
    /// The first instant after it; `Int64.max` when it lasts for ever.
    package var end: Int64
    /// Seconds east of UTC.
    package var offset: Int64
    /// The offset of the stretch before; the same as `offset` when there is none.
    package var offsetBefore: Int64

    package init(start: Int64, end: Int64, offset: Int64, offsetBefore: Int64) {
        self.start = start
        self.end = end
        self.offset = offset
        self.offsetBefore = offsetBefore
    }
}
