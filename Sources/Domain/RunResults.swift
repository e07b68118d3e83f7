package import Formats

/// What a run's command reported, and what of that could not be used.
package struct RunResults: Hashable, Sendable {
    package private(set) var values: JSONObject
    /// One sentence on the first thing that could not be used; nil when everything could.
    package private(set) var error: String?

    package init(values: JSONObject = [:], error: String? = nil) {
        self.values = values
        self.error = error
    }

    package var isEmpty: Bool { values.isEmpty && error == nil }

    /// Takes what was reported later, which replaces what was reported under the same name.
    ///
    /// What goes beyond the bounds is left out, and noted.
    package mutating func merge(_ later: RunResults) {
        var bytes = CommandValue.bytes(values)
        for (name, value) in later.values.members {
            let known = values[name]
            let grown =
                bytes + CommandValue.bytes(name, value)
                - (known.map { CommandValue.bytes(name, $0) } ?? 0)
            if known == nil, values.count >= Limits.results {
                note("a run has at most \(Limits.results) results: \(name.shown) is one too many")
            } else if grown > Limits.resultBytes {
                note(
                    "the results of a run have at most \(Limits.resultBytes / 1024) KiB as JSON: "
                        + "there is no room for \(name.shown)")
            } else {
                values[name] = value
                bytes = grown
            }
        }
        if let error = later.error { note(error) }
    }

    /// Notes what could not be used, unless something was noted before.
    package mutating func note(_ error: @autoclosure () -> String) {
        if self.error == nil { self.error = error() }
    }

    /// What is wrong with one result; nil when nothing is.
    package static func fault(_ name: String, _ value: JSONValue) -> String? {
        let scalars = name.unicodeScalars
        let isName =
            (1...Limits.nameLength).contains(scalars.count)
            && scalars.first != " " && scalars.last != " "
            && scalars.allSatisfy { $0.properties.generalCategory != .control }
        return isName
            ? CommandValue.fault(value)
            : "the name of a result has 1 to \(Limits.nameLength) characters, without control "
                + "characters, and no blank before or after it"
    }

    /// Everything that is wrong with results that are to be taken all together or not at all.
    ///
    /// - Parameter path: what they are called where they were written.
    package static func faults(_ results: JSONObject, path: String) -> [Fault] {
        guard (1...Limits.results).contains(results.count) else {
            let message = "must have 1 to \(Limits.results) results, not \(results.count)"
            return [Fault(path: path, message: message)]
        }
        return results.members.compactMap { name, value in
            fault(name, value).map { Fault(path: "\(path)[\"\(name.shown)\"]", message: $0) }
        }
    }
}
