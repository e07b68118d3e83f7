import Definitions
import Testing

struct BoundTests {
    @Test func `no more faults are told than anybody reads`() {
        let text =
            Sample.good + "notifications:\n" + String(repeating: "- kind: x\n", count: 100)
            + "labels:\n" + (0..<60).map { "  a\($0): []\n" }.joined()
            + "environment:\n" + (0..<100).map { "  NOTIFYD_\($0): x\n" }.joined()
        let faults = Sample.faults(text)
        #expect(faults.count == DefinitionLimits.faults + 1)
        #expect(faults.last?.contains("there are more faults") == true)
    }

    @Test func `bounds of length and number hold`() {
        let long = String(repeating: "x", count: 10_001)
        let huge = String(repeating: "x", count: 940_000)
        let half = String(repeating: "x", count: 140_000)
        let table: [(String, String)] = [
            ("description: \(long)", "must have at most 10000 characters"),
            (
                "notifications: [{kind: console, message: \(long)}]",
                "must have at most 10000 characters"
            ),
            ("labels: {a: \(long)}", "must have at most 1000 characters"),
            (
                "labels: {\((0..<65).map { "l\($0): x" }.joined(separator: ", "))}",
                "must have at most 64 labels"
            ),
            ("directory: /\(long)", "must have at most 4095 characters"),
            (
                "environment: {A: \(half), B: \(half)}",
                "together must have at most 256 KiB"
            ),
            (
                "parameters: {\((0...100).map { "p\($0): x" }.joined(separator: ", "))}",
                "must have at most 100 parameters, not 101"
            ),
            ("parameters: {A: \(half)}", "must have at most 64 KiB as JSON, not 137"),
            (
                "parameters: {A: \(String(repeating: "[", count: 33))"
                    + "\(String(repeating: "]", count: 33))}", "may nest 32 deep, not 33"
            ),
            (
                "notifications:\n" + String(repeating: "- kind: console\n", count: 101),
                "at most 100 notifications"
            ),
            (
                "notifications: [{kind: everything, params: {text: t, body: \(long + huge)}}]",
                "must have at most 900 KiB"
            ),
        ]
        for (line, message) in table {
            let faults = Sample.faults(Sample.good + line)
            #expect(faults.count == 1 && faults[0].contains(message), "\(faults)")
        }
    }

    @Test func `secrets and the values of variables are never repeated`() {
        let faults = Sample.faults(
            Sample.good
                + """
                environment: {A: "hunter2\\0", 'B=': hunter2, C: [hunter2]}
                notifications:
                - {kind: everything, params: {token: [hunter2], text: {a: hunter2}, flag: hunter2}}
                """)
        #expect(faults.count == 6)
        #expect(!faults.contains { $0.contains("hunter2") })
    }
}
