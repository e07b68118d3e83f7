import Platform
import TestKit

/// The manual as a package installs it, made once for all tests.
enum Manual {
    private static let root = "\(#filePath)".dropLast(
        "/Tests/ConsoleTests/Support/Manual.swift".count)
    private static let folder = ScratchDirectory()

    /// Nil where it could not be made; Packaging/make-manual has said why.
    static let pages: [String: String]? = {
        let made = try? PeerProcess.run(
            ["\(root)/Packaging/make-manual", BuiltProgram.notifyctl, folder.path])
        guard made?.status == 0 else { return nil }
        let names = try? PeerProcess.run(["ls", folder.file("man")]).output.split(separator: "\n")
        return names.map { names in
            Dictionary(
                uniqueKeysWithValues: names.map { name in
                    (String(name), (try? folder.text("man/\(name)")) ?? "")
                })
        }
    }()

    static func page(_ name: String) -> String { pages?[name] ?? "" }

    static func path(_ name: String) -> String {
        // Whoever asks for a file first has it made.
        _ = pages
        return folder.file("man/\(name)")
    }

    static func completion(_ path: String) throws -> String {
        try folder.text("completions/\(path)")
    }

    /// The lines of a section, without its head.
    static func section(_ title: String, of page: String) -> [Substring]? {
        let lines = Manual.page(page).split(separator: "\n")
        let head = title.hasPrefix(".") ? title : ".Ss \(title)"
        guard let start = lines.firstIndex(of: head[...]) else { return nil }
        return Array(lines[(start + 1)...].prefix { !$0.hasPrefix(".Ss") && !$0.hasPrefix(".Sh") })
    }

    /// What mandoc(1) finds at a level or above; a page that is not installed is no fault.
    static func faults(in page: String, level: String) throws -> [Substring] {
        let lint = ["sh", "-c", #"mandoc -T lint -W "$0" "$1" 2>&1"#, level, path(page)]
        return try PeerProcess.run(lint).output.split(separator: "\n").filter { line in
            !line.contains("referenced manual not found") && !line.contains("outdated mandoc.db")
        }
    }
}
