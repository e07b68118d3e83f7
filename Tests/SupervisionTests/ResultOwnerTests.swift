import Domain
import Formats
import Glibc
import Persistence
import Platform
import Supervision
import TestKit
import Testing

/// Commands of other users reach the files of their results, and nothing else.
@Suite(
    .timeLimit(.minutes(Patience.minutes)),
    .enabled(if: geteuid() == 0, "needs root, to become another user"))
struct ResultOwnerTests {
    private func mode(_ path: String) -> mode_t {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? status.st_mode & 0o7777 : 0
    }

    @Test func `another user's command reports, and sees nobody else's results`() async throws {
        let bench = try Bench()
        try await bench.begin()
        #expect(mode(bench.folder.path) == 0o700)
        let gate = try bench.gate("gate")
        let own = try await bench.start("echo own=1 >> $NOTIFYD_RESULTS; read line < \(gate.path)")
        await bench.recorder.run(own) { $0 == .running }
        let ownFile = bench.results.path(of: try await bench.stored(own))
        // What one user's runs need opens nothing for others.
        #expect(mode(bench.folder.path) == 0o700 && mode(ownFile) == 0o600)
        let run = try await bench.run(
            """
            id -un; stat -c '%U %a' $NOTIFYD_RESULTS
            echo b=2 >> $NOTIFYD_RESULTS
            cat \(ownFile) && echo seen; ls \(bench.file("results")) && echo listed
            rm -f $NOTIFYD_RESULTS && echo removed; true
            """
        ) {
            $0.user = "nobody"
            $0.directory = "/"
        }
        let output = try await bench.output(of: run.uid)
        #expect(output.hasPrefix("nobody\nnobody 640\n"), "\(output)")
        for word in ["seen\n", "listed\n", "removed\n"] {
            #expect(!output.contains(word), "\(output)")
        }
        #expect(run.results == RunResults(values: ["b": 2]))
        #expect(unsafe access(bench.results.path(of: run), F_OK) != 0)
        #expect(mode(bench.folder.path) == 0o711 && mode(bench.file("results")) == 0o711)
        #expect(mode(bench.file("logs")) == 0o700)
        try gate.open()
        #expect(try await bench.end(of: own).results.values == ["own": 1])
        await bench.end()
    }
}
