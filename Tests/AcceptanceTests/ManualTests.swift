import TestKit
import Testing

/// The manual pages of the programs that have no verbs.
struct ManualTests {
    @Test(arguments: ["notifyd", "notifyd-launcher"])
    func `a program's options stand in its manual, and no others`(program: String) throws {
        let root = "\(#filePath)".dropLast("Tests/AcceptanceTests/ManualTests.swift".count)
        let page = try WholeFile.text("\(root)Packaging/man/\(program).8")
        let help = try PeerProcess.run(["\(Programs.folder)/\(program)", "--help"]).output
        let shown = Set(help.matches(of: /(?m)^ +(--[a-z-]+)/).map { String($0.1) })
        let documented = Set(page.matches(of: /(?m)^\.It Fl (-[a-z-]+)/).map { "-\($0.1)" })
        #expect(shown.count > 3)
        #expect(documented == shown)
    }
}
