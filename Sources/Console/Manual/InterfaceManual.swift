import CSchema

/// The control interface in the manual: each member as the file declares it, and its comment.
enum InterfaceManual {
    private struct Member {
        let keyword: Substring
        let name: Substring
        let comment: String
        let declaration: String
    }

    static func text() throws(Failure) -> String {
        let bytes = unsafe UnsafeRawBufferPointer(
            start: schema_varlink.text, count: schema_varlink.length)
        return try text(of: unsafe String(decoding: bytes, as: UTF8.self))
    }

    static func text(of file: String) throws(Failure) -> String {
        let members = try blocks(file).map(member)
        var page = Mdoc()
        for (keyword, title) in [
            ("method", "METHODS"), ("type", "TYPES"), ("error", "ERROR REPLIES"),
        ] {
            page.line(".Sh \(title)")
            for member in members where member.keyword == keyword { add(member, to: &page) }
        }
        return page.text
    }

    private static func add(_ member: Member, to page: inout Mdoc) {
        page.line(".Ss \(member.name)")
        page.literal(folded(member.declaration))
        page.line(".Pp")
        page.prose(member.comment) { word in
            guard word.count > 2, word.hasPrefix("\""), word.hasSuffix("\"") else { return nil }
            let quoted = word.dropFirst().dropLast()
            return quoted.contains("\"") ? nil : ".Ql \(Mdoc.escaped(quoted))"
        }
    }

    /// The members, each with the comment above it; blank lines separate them.
    private static func blocks(_ file: String) -> [[Substring]] {
        let lines = file.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.split { $0.isEmpty }.map(Array.init).filter { block in
            block.contains { line in
                ["method ", "type ", "error "].contains { line.hasPrefix($0) }
            }
        }
    }

    private static func member(_ block: [Substring]) throws(Failure) -> Member {
        let comment = block.prefix { $0.hasPrefix("#") }
        let declaration = block.dropFirst(comment.count)
        let words = (declaration.first ?? "").split { $0 == " " || $0 == "(" }
        guard words.count > 1, !comment.isEmpty else {
            throw Failure("the interface says nothing of \(words.dropFirst().first ?? "a member")")
        }
        return Member(
            keyword: words[0], name: words[1],
            comment: comment.map { $0.drop { $0 == "#" || $0 == " " } }.joined(separator: " "),
            declaration: declaration.joined(separator: "\n"))
    }

    /// Columns of a declaration, which is indented and not filled.
    private static let width = 66

    /// The declaration with its long lines broken after commas and before what is answered.
    private static func folded(_ declaration: String) -> String {
        declaration.split(separator: "\n").map { line in
            guard line.count > width else { return String(line) }
            var rows: [String] = []
            var row = ""
            for word in line.split(separator: " ") {
                let isBreak = word == "->" && line.count > width
                if !row.isEmpty, isBreak || row.count + 1 + word.count > width {
                    rows.append(row)
                    row = "   "
                }
                row += (row.isEmpty ? "" : " ") + word
            }
            return (rows + [row]).joined(separator: "\n")
        }.joined(separator: "\n")
    }
}
