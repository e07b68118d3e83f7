/// The numbers that `range` counts, without making a list of them.
final class RangeObject: Object {
    let start: Int64
    let step: Int64
    let end: Int64
    let length: Int

    /// A step that is not zero.
    init(start: Int64, end: Int64, step: Int64) {
        self.start = start
        self.end = end
        self.step = step
        let distance =
            step > 0
            ? end.subtractingReportingOverflow(start)
            : start.subtractingReportingOverflow(end)
        let span = distance.overflow ? Int64.max : distance.partialValue
        length = span <= 0 ? 0 : Int(clamping: (UInt64(span) - 1) / step.magnitude + 1)
    }

    subscript(index: Int) -> Int64 { start + Int64(index) * step }

    override var kindName: String { "a range" }
    override var shown: String {
        step == 1 ? "range(\(start), \(end))" : "range(\(start), \(end), \(step))"
    }
    override var count: Int? { length }
    override var isSequence: Bool { true }

    override func item(_ key: Value, _ rendering: Rendering) throws(Fault) -> Value? {
        guard let index = key.wholeNumber,
            let position = Index.position(index, count: length)
        else { return nil }
        return .integer(self[position])
    }

    override func cursor(_ rendering: Rendering) throws(Fault) -> Cursor? { Cursor(self) }

    /// The part of it that a slice takes, which is a range again.
    func slice(_ first: Int64?, _ last: Int64?, _ stride: Int64) -> Value {
        let bounded = min(max(stride, Int64(-length) - 1), Int64(length) + 1)
        let places = Index.bounds(first, last, bounded, count: length)
        return .object(
            RangeObject(
                start: start + places.first * step, end: start + places.last * step,
                step: step * bounded))
    }
}
