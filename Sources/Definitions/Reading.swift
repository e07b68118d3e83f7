import Domain
import Formats

/// Takes values out of nodes, and collects everything that is wrong with them.
struct Reading {
    private var found: [Fault] = []
    private var isCut = false

    /// What is wrong, in the order of the file; where there is no file, as it was found.
    var faults: [Fault] {
        let start = Fault.Position(line: 0, column: 0)
        let inOrder = found.enumerated().sorted { left, right in
            let (before, after) = (left.element.position ?? start, right.element.position ?? start)
            return before == after ? left.offset < right.offset : before < after
        }
        let more = Fault(path: "", message: "there are more faults than these: mend them first")
        return inOrder.map(\.element) + (isCut ? [more] : [])
    }

    var faultCount: Int { found.count }

    mutating func fault(_ place: Place, _ message: String) {
        fault(path: place.path, at: place.node.position, message)
    }

    mutating func fault(path: String, at position: TextPosition?, _ message: String) {
        guard found.count < DefinitionLimits.faults else {
            isCut = true
            return
        }
        found.append(
            Fault(path: path, position: position.map { Fault.Position($0) }, message: message))
    }

    mutating func wrongForm(_ place: Place, wanted: String, hint: String = "") {
        fault(place, "must be \(wanted), not \(place.node.kind)\(hint)")
    }

    mutating func text(_ place: Place, atMost length: Int, mayBeEmpty: Bool = false) -> String? {
        guard case .text(let text) = place.node.content else {
            let hint = place.node.source == nil ? "" : ": put it in quotes"
            wrongForm(place, wanted: "a text", hint: hint)
            return nil
        }
        return checked(text, place, atMost: length, mayBeEmpty: mayBeEmpty)
    }

    /// A text, for which a file may have a number or truth value, taken as it is written there.
    mutating func word(_ place: Place, atMost length: Int) -> String? {
        guard let source = place.node.source, !place.node.isNull else {
            return text(place, atMost: length, mayBeEmpty: true)
        }
        return checked(source, place, atMost: length, mayBeEmpty: true)
    }

    private mutating func checked(
        _ text: String, _ place: Place, atMost length: Int, mayBeEmpty: Bool
    ) -> String? {
        if text.isEmpty, !mayBeEmpty {
            fault(place, "must not be empty")
        } else if text.utf8.contains(0) {
            fault(place, "must not contain a NUL byte")
        } else if text.utf8.count > length, text.unicodeScalars.count > length {
            fault(place, "must have at most \(length) characters")
        } else {
            return text
        }
        return nil
    }

    mutating func name(_ place: Place) -> Name? {
        // Name tells of the length itself, and shows what was given.
        guard let text = text(place, atMost: .max, mayBeEmpty: true) else { return nil }
        do {
            return try Name(text)
        } catch {
            fault(place, "\(error)")
            return nil
        }
    }

    mutating func bool(_ place: Place) -> Bool? {
        guard case .bool(let value) = place.node.content else {
            wrongForm(place, wanted: "true or false")
            return nil
        }
        return value
    }

    mutating func integer(_ place: Place, in range: ClosedRange<Int64>) -> Int64? {
        guard case .integer(let value) = place.node.content else {
            wrongForm(place, wanted: "a whole number")
            return nil
        }
        guard range.contains(value) else {
            fault(place, "must be from \(range.lowerBound) to \(range.upperBound), not \(value)")
            return nil
        }
        return value
    }

    /// A number that is not negative, in thousandths.
    mutating func thousandths(_ place: Place, in range: ClosedRange<Int64>) -> Int64? {
        let value: Double? =
            switch place.node.content {
            case .integer(let value): Double(value)
            case .number(let value): value
            default: nil
            }
        guard let value else {
            wrongForm(place, wanted: "a number, such as 2 or 0.5")
            return nil
        }
        let (least, most) = (Double(range.lowerBound) / 1000, Double(range.upperBound) / 1000)
        guard (least...most).contains(value) else {
            fault(place, "must be from \(least) to \(range.upperBound / 1000), not \(value)")
            return nil
        }
        return Int64((value * 1000).rounded())
    }

    mutating func size(_ place: Place, in range: ClosedRange<Int64>) -> Int64? {
        let bytes: Int64? =
            switch place.node.content {
            case .integer(let value): value
            case .text(let text): SizeText.bytes(text)
            default: nil
            }
        guard let bytes else {
            fault(place, "must be a size such as 512M or 2GiB, or a number of bytes")
            return nil
        }
        guard range.contains(bytes) else {
            let (least, most) = (SizeText.text(range.lowerBound), SizeText.text(range.upperBound))
            fault(place, "must be from \(least) to \(most), not \(SizeText.text(bytes))")
            return nil
        }
        return bytes
    }

    mutating func duration(_ place: Place, in range: ClosedRange<Duration>) -> Duration? {
        let duration: Duration? =
            switch place.node.content {
            case .integer(let seconds): Duration(text: "\(seconds)")
            case .number(let seconds) where (0...Double(Int32.max)).contains(seconds):
                .milliseconds(Int64((seconds * 1000).rounded()))
            case .text(let text): Duration(text: text)
            default: nil
            }
        guard let duration else {
            fault(place, "must be a duration such as 90s, 15m or 1h30m, or a number of seconds")
            return nil
        }
        guard range.contains(duration) else {
            fault(
                place,
                "must be from \(range.lowerBound.text) to \(range.upperBound.text), "
                    + "not \(duration.text)")
            return nil
        }
        return duration
    }

    /// One of the words of a type.
    mutating func choice<Word: RawRepresentable<String> & CaseIterable>(
        _ place: Place, _: Word.Type
    ) -> Word? {
        let known = Word.allCases.map(\.rawValue)
        guard case .text(let text) = place.node.content else {
            wrongForm(place, wanted: "one of \(known.joined(separator: ", "))")
            return nil
        }
        if let word = Word(rawValue: text) { return word }
        fault(place, UnknownWord.message("word", text, among: known, alwaysList: true))
        return nil
    }

    /// The elements of a list, however many.
    mutating func list(_ place: Place) -> [Place]? {
        guard case .list(let nodes) = place.node.content else {
            wrongForm(place, wanted: "a list")
            return nil
        }
        return nodes.enumerated().map { place.element($0, $1) }
    }

    /// The members of an object whose keys are the author's own.
    mutating func map(_ place: Place) -> [(key: String, place: Place)]? {
        guard case .map(let members) = place.node.content else {
            wrongForm(place, wanted: "an object")
            return nil
        }
        return members.map { ($0.key, place.member($0)) }
    }
}
