import Testing

/// What holds for every file of text.
struct FileTests {
    @Test func `only the agreed names stand at the top`() {
        let agreed: Set = [
            "LICENSE", "Package.resolved", "Package.swift", "Packaging", "README.md", "Schema",
            "Sources", "Tests",
        ]
        let found = Repository.names(in: "").filter { !$0.hasPrefix(".") }
        #expect(Set(found).subtracting(agreed) == [])
    }

    @Test func `every file is text in UTF-8 and ends with a newline`() {
        for file in Repository.files {
            #expect(String(validating: file.bytes, as: UTF8.self) != nil, "\(file.path)")
            #expect(file.bytes.isEmpty || file.bytes.last == 10, "\(file.path)")
        }
    }

    @Test func `no line ends with a blank or holds a tabulator`() {
        // A table's columns are what tabulators are for, and a makefile's recipes begin with one.
        let tabulated = [".tsv", "/rules"]
        for file in Repository.files where !tabulated.contains(where: file.path.hasSuffix) {
            for (index, line) in file.lines.enumerated() {
                let isWrong = line.last == " " || line.contains("\t") || line.last == "\r"
                #expect(!isWrong, "\(file.path):\(index + 1)")
            }
        }
    }

    @Test func `no source file is longer than 400 lines`() {
        // An interface of Varlink is one file, however many methods it has.
        let sources = [".swift", ".c", ".h", ".sql"]
        for file in Repository.files where sources.contains(where: file.path.hasSuffix) {
            #expect(file.lines.count <= 401, "\(file.path)")
        }
    }

    @Test func `nothing is left for later in a comment`() {
        // Put together here, so that this file does not accuse itself.
        let marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X"]
        for file in Repository.files {
            for (index, line) in file.lines.enumerated() {
                let words = Self.comment(in: line).split { !$0.isLetter }.map(String.init)
                #expect(Set(words).isDisjoint(with: marks), "\(file.path):\(index + 1)")
            }
        }
    }

    @Test func `locks are those that the thread sanitizer sees`() {
        let standard = ["Mu" + "tex(", "Mu" + "tex<"]
        for file in Repository.files where file.path.hasSuffix(".swift") {
            for lock in standard {
                #expect(!file.text.contains(lock), "\(file.path): use Locked of Platform")
            }
        }
    }

    private static func comment(in line: Substring) -> Substring {
        for sign in ["//", "#", "--"] {
            if let range = line.firstRange(of: sign) { return line[range.upperBound...] }
        }
        return ""
    }

    @Test func `nothing speaks of the machine it was written on`() {
        let places = ["/wo" + "rk/", "/opt/" + "swift", "/Us" + "ers/"]
        for file in Repository.files {
            for place in places {
                #expect(!file.text.contains(place), "\(file.path) mentions \(place)")
            }
        }
    }
}
