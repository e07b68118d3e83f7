import Recurrence
import TestKit
import Testing

@Suite struct VectorTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let id: String
        let expression: String
        let zone: String
        let from: Int64
        let expected: String

        var testDescription: String { "\(id): \(expression) in \(zone)" }
    }

    static let rows: [Row] = {
        let path = "\(#filePath)".dropLast("VectorTests.swift".count) + "vectors/recurrence.tsv"
        let text = (try? WholeFile.text(String(path))) ?? ""
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            let cells = line.split(separator: "\t").map(String.init)
            return Row(
                id: cells[0], expression: cells[1], zone: cells[2],
                from: ZoneLibrary.instant(cells[3]), expected: cells[4])
        }
    }()

    @Test func `the table is there`() {
        #expect(Self.rows.count >= 55)
    }

    @Test(arguments: rows)
    func `a row comes as the table says`(row: Row) throws {
        switch row.expected {
        case "error":
            let error = #expect(throws: ExpressionError.self) { try Expression(row.expression) }
            #expect(error?.kind == .malformed)
        case "never":
            // Years that are past are known to whoever has a clock.
            let zone = try ZoneLibrary.zone(row.zone)
            do throws(ExpressionError) {
                let timetable = Timetable(try Expression(row.expression), in: zone)
                #expect(timetable.next(after: row.from) == nil)
            } catch {
                #expect(error.kind == .never)
            }
        default:
            let timetable = Timetable(
                try Expression(row.expression), in: try ZoneLibrary.zone(row.zone))
            var instant = row.from
            for expected in row.expected.split(separator: " ") {
                let next = try #require(timetable.next(after: instant))
                #expect(next == ZoneLibrary.instant(String(expected)), "after \(instant)")
                instant = next
            }
        }
    }
}
