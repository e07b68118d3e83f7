import Testing

/// A target may import only what stands below it, as the manifest's map says.
struct LayerTests {
    /// From the bottom up; those of one row do not know each other.
    static let layers: [[String]] = [
        ["Formats", "Recurrence", "LaunchProtocol"],
        ["Domain", "Templating", "Confinement"],
        ["Rendering"],
        ["Channels", "Definitions"],
        ["Platform"],
        ["Systemd"],
        ["Control", "Persistence", "Transport", "Plugins", "Launching"],
        ["Scheduling", "Supervision", "Delivery", "Foreground"],
        ["Console", "Daemon"],
        ["notifyd", "notifyd-amqp", "notifyctl", "notifyd-launcher"],
    ]

    /// Each C library has one target that knows it, so that it can be replaced there.
    static let wrappers: [String: Set<String>] = [
        "CSQLite": ["Persistence"], "CCurl": ["Transport"], "CRabbitMQ": ["notifyd-amqp"],
        "CYAML": ["Formats"],
        "CSodium": ["Channels", "Persistence"], "CSystemd": ["Systemd"],
        "CZlib": ["Delivery"],
        "CLinux": ["Platform", "Launching", "notifyd-launcher"],
        "CSchema": ["Persistence", "Daemon", "Console"],
    ]

    /// What these import, and nothing else.
    static let closed: [String: Set<String>] = [
        "notifyd-launcher": ["Glibc", "CLinux", "Confinement", "LaunchProtocol"],
        "notifyd-amqp": ["Glibc", "CRabbitMQ", "Formats"],
        "Confinement": ["LaunchProtocol"], "LaunchProtocol": [], "Recurrence": [],
        "Templating": ["Formats"],
    ]

    /// Values and rules: no clock, no input or output.
    static let pure: Set = [
        "Formats", "Recurrence", "LaunchProtocol", "Domain", "Templating", "Rendering",
        "Channels", "Definitions", "Confinement",
    ]

    struct Import: Sendable {
        let target: String
        let module: String
        let place: String
    }

    static let imports: [Import] = Repository.files(under: "Sources/", ending: ".swift")
        .flatMap { file in
            file.lines.enumerated().compactMap { index, line in
                module(importedBy: line).map {
                    Import(target: target(of: file), module: $0, place: "\(file.path):\(index + 1)")
                }
            }
        }

    private static func target(of file: Repository.File) -> String {
        String(file.path.split(separator: "/")[1])
    }

    private static func module(importedBy line: Substring) -> String? {
        let words = line.split(separator: " ").map(String.init)
        guard let keyword = words.firstIndex(of: "import"), keyword + 1 < words.count,
            words[..<keyword].allSatisfy(isModifier)
        else { return nil }
        return words[keyword + 1].split(separator: ".").first.map(String.init)
    }

    private static func isModifier(_ word: String) -> Bool {
        word.hasPrefix("@")
            || ["package", "internal", "private", "fileprivate", "public"].contains(word)
    }

    static func layer(of module: String) -> Int? { layers.firstIndex { $0.contains(module) } }

    @Test func `every target stands in a layer`() {
        let folders = Repository.names(in: "Sources").filter {
            !$0.hasPrefix("C") || $0 == "Control"
        }
        for folder in folders where !Self.isCTarget(folder) {
            #expect(Self.layer(of: folder) != nil, "Sources/\(folder)")
        }
    }

    private static func isCTarget(_ folder: String) -> Bool {
        Repository.files(under: "Sources/\(folder)/", ending: ".swift").isEmpty
    }

    @Test func `imports point downwards`() throws {
        for each in Self.imports {
            guard let above = Self.layer(of: each.target), let below = Self.layer(of: each.module)
            else { continue }
            #expect(below < above, "\(each.place): \(each.target) imports \(each.module)")
        }
    }

    @Test func `a C library is known to its own target alone`() {
        for each in Self.imports {
            guard let wrappers = Self.wrappers[each.module] else { continue }
            #expect(wrappers.contains(each.target), "\(each.place): \(each.module)")
        }
    }

    @Test func `the launcher and what must stay small import nothing else`() {
        for each in Self.imports {
            guard let allowed = Self.closed[each.target] else { continue }
            #expect(allowed.contains(each.module), "\(each.place): \(each.module)")
        }
    }

    @Test func `every import is of a target, the system or the standard library`() {
        let standard: Set = ["Glibc", "Synchronization", "Dispatch"]
        for each in Self.imports {
            let isKnown =
                standard.contains(each.module) || Self.wrappers[each.module] != nil
                || Self.layer(of: each.module) != nil
            #expect(isKnown, "\(each.place): \(each.module) is neither")
        }
    }

    @Test func `pure targets know no operating system`() {
        for each in Self.imports where Self.pure.contains(each.target) {
            #expect(!["Glibc", "Dispatch"].contains(each.module), "\(each.place)")
        }
    }
}
