/// The values of a field in ascending order, and the shapes in which a person would tell them.
struct Values: Sendable, Hashable {
    let all: [Int]

    init(_ all: [Int]) { self.all = all }

    init(_ bits: UInt64) {
        all = (0..<64).filter { bits & (1 << UInt64($0)) != 0 }
    }

    var count: Int { all.count }
    var first: Int { all.first ?? 0 }
    var last: Int { all.last ?? 0 }

    /// The distance between neighbours, where it is the same for all of at least three.
    var step: Int? {
        guard count >= 3 else { return nil }
        let step = all[1] - all[0]
        return zip(all, all.dropFirst()).allSatisfy { $1 - $0 == step } ? step : nil
    }

    /// Whether no value is left out between the first and the last.
    var isRun: Bool { last - first + 1 == count }

    /// The step with which the values go on unbroken from one round of so many values into the next.
    func cycle(of round: Int) -> Int? {
        guard count >= 2, round % count == 0 else { return nil }
        let step = round / count
        guard first < step, zip(all, all.dropFirst()).allSatisfy({ $1 - $0 == step }) else {
            return nil
        }
        return step
    }

    /// The values with runs of at least three joined.
    var pieces: [ClosedRange<Int>] {
        var pieces: [ClosedRange<Int>] = []
        var index = 0
        while index < count {
            var end = index
            while end + 1 < count, all[end + 1] == all[end] + 1 { end += 1 }
            if end - index < 2 { end = index }
            pieces.append(all[index]...all[end])
            index = end + 1
        }
        return pieces
    }

    /// `1, 5 and 9 to 12`, each value in the words that are given.
    func list(_ word: (Int) -> String) -> String {
        Words.list(
            pieces.map {
                $0.count == 1
                    ? word($0.lowerBound) : "\(word($0.lowerBound)) to \(word($0.upperBound))"
            })
    }
}
