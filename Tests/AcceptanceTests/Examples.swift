import Glibc

/// The schedules that the documentation shows.
enum Examples {
    private static let root = String(
        "\(#filePath)".dropLast("/Tests/AcceptanceTests/Examples.swift".count))

    static let files: [String] = {
        var found = unsafe glob_t()
        defer { unsafe globfree(&found) }
        guard unsafe glob("\(root)/Packaging/examples/*.yaml", 0, nil, &found) == 0 else {
            return []
        }
        return unsafe (0..<Int(found.gl_pathc)).compactMap { index in
            unsafe found.gl_pathv[index].map { unsafe String(cString: $0) }
        }
    }()

    /// The blocks marked as YAML in README.md.
    static let readmeSchedules: [String] = {
        var blocks: [String] = []
        var block: [Substring]?
        let text = Scratch.text(of: "\(root)/README.md")
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line == "```yaml" {
                block = []
            } else if line == "```", let lines = block {
                blocks.append(lines.joined(separator: "\n") + "\n")
                block = nil
            } else {
                block?.append(line)
            }
        }
        return blocks
    }()
}
