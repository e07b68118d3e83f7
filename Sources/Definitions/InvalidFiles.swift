package import Domain

/// Everything that is wrong with some files, file by file.
package struct InvalidFiles: Error, Hashable, Sendable, CustomStringConvertible {
    /// At least one.
    package let faults: [FileFault]

    package init(faults: [FileFault]) { self.faults = faults }

    package var description: String {
        faults.map(\.description).joined(separator: "\n")
    }
}

/// One thing wrong with a file.
package struct FileFault: Hashable, Sendable, CustomStringConvertible {
    package let file: String
    package let fault: Fault

    package init(file: String, fault: Fault) {
        self.file = file
        self.fault = fault
    }

    /// `jobs.yaml:3:5: notifications[0].kind: …`, the form that editors know how to follow.
    package var description: String {
        var text = file
        if let position = fault.position { text += ":\(position.line):\(position.column)" }
        if !fault.path.isEmpty { text += ": \(fault.path)" }
        return "\(text): \(fault.message)"
    }
}
