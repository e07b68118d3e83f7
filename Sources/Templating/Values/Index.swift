/// Python's rules for places in a sequence: negative ones count from the end.
enum Index {
    static func position(_ index: Int64, count: Int) -> Int? {
        let position = index < 0 ? index + Int64(count) : index
        return (0..<Int64(count)).contains(position) ? Int(position) : nil
    }

    /// Where a slice begins and ends.
    static func bounds(
        _ start: Int64?, _ end: Int64?, _ step: Int64, count: Int
    ) -> (first: Int64, last: Int64) {
        let count = Int64(count)
        func clamped(_ bound: Int64?, _ standard: Int64) -> Int64 {
            guard let bound else { return standard }
            let place = bound < 0 ? bound + count : bound
            return min(max(place, step < 0 ? -1 : 0), step < 0 ? count - 1 : count)
        }
        return (clamped(start, step < 0 ? count - 1 : 0), clamped(end, step < 0 ? -1 : count))
    }

    /// The places that a slice takes.
    static func places(
        _ start: Int64?, _ end: Int64?, _ step: Int64, count: Int
    ) -> StrideTo<Int> {
        let (first, last) = bounds(start, end, step, count: count)
        // A longer step than the sequence reaches no second place, and could overflow.
        let stride = min(max(step, Int64(-count) - 1), Int64(count) + 1)
        return Swift.stride(from: Int(first), to: Int(last), by: Int(stride))
    }
}
