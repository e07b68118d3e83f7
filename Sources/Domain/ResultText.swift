import Formats

/// Reads what a command wrote into the file of its results: a line for each `key=value`, or for each JSON
/// object of them.
///
/// A later line replaces an earlier one. A file that is one JSON object, over however many lines, is taken
/// too. Lines that cannot be used are left out; the first of them is noted.
package struct ResultText {
    private var members: [(String, JSONValue)] = []
    /// The first line that cannot be used, and why.
    private var first: (line: Int, message: String)?
    private var unusable = 0

    /// Takes no more than the first `Limits.resultFileBytes` of the bytes.
    package static func results(in bytes: [UInt8]) -> RunResults {
        let isCut = bytes.count > Limits.resultFileBytes
        var text = ResultText()
        if !isCut, let object = (try? JSONValue(parsing: bytes))?.object {
            text.take(object, line: 1)
        } else {
            text.read(isCut ? wholeLines(bytes.prefix(Limits.resultFileBytes)) : bytes[...])
        }
        return text.results(isCut: isCut)
    }

    private static func wholeLines(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        bytes.lastIndex(of: UInt8(ascii: "\n")).map { bytes[..<$0] } ?? []
    }

    private mutating func read(_ bytes: ArraySlice<UInt8>) {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            guard let text = String(validating: line, as: UTF8.self) else {
                refuse(line: index + 1, "it is no valid UTF-8")
                continue
            }
            let content = text.hasSuffix("\r") ? text.dropLast() : text[...]
            if content.contains(where: { $0 != " " && $0 != "\t" }) {
                read(String(content), line: index + 1)
            }
        }
    }

    private mutating func read(_ text: String, line: Int) {
        if text.first(where: { $0 != " " && $0 != "\t" }) == "{" {
            do throws(JSONError) {
                if let object = try JSONValue(parsing: text).object { take(object, line: line) }
            } catch {
                refuse(line: line, "it is no JSON object: \(error)")
            }
            return
        }
        guard let sign = text.utf8.firstIndex(of: UInt8(ascii: "=")) else {
            return refuse(line: line, "write key=value, or a JSON object")
        }
        let value = JSONValue(written: String(text[text.utf8.index(after: sign)...]))
        take([String(text[..<sign]): value], line: line)
    }

    private mutating func take(_ object: JSONObject, line: Int) {
        for (name, value) in object.members {
            if let message = RunResults.fault(name, value) {
                refuse(line: line, "\(name.shown): \(message)")
            } else {
                members.append((name, value))
            }
        }
    }

    private mutating func refuse(line: Int, _ message: String) {
        if first == nil { first = (line, message) }
        unusable += 1
    }

    private func results(isCut: Bool) -> RunResults {
        var results = RunResults()
        if let first {
            let others = unusable > 1 ? ", nor can \(unusable - 1) more" : ""
            results.note(
                "line \(first.line) of its results cannot be used\(others): \(first.message)")
        }
        results.merge(RunResults(values: newest))
        if isCut {
            results.note(
                "its results have more than \(Limits.resultFileBytes / 1024) KiB: what is beyond is "
                    + "left out")
        }
        return results
    }

    /// The last value of each name, in the order in which the names came.
    private var newest: JSONObject {
        let last = Dictionary(members) { $1 }
        var newest = JSONObject()
        var taken: Set<String> = []
        for (name, value) in members where taken.insert(name).inserted {
            newest.append(name, last[name] ?? value)
        }
        return newest
    }
}
