import Glibc
import LaunchProtocol
import Launching
import Platform
import TestKit
import Testing

/// Programs of different versions, on either side of the socket and one after the other.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct UpgradeTests {
    /// Speaks version 1 of the protocol; asked to reload, it executes what follows its socket's number.
    private static let earlier = """
        use Socket;
        my ($program) = @ARGV;
        open(my $listener, '+<&=', 3);
        # F_SETFL: it comes non-blocking.
        fcntl($listener, 4, 0);
        accept(my $client, $listener);
        while (sysread($client, my $length, 4) == 4) {
            sysread($client, my $frame, unpack('V', $length));
            my $tag = ord $frame;
            if ($tag == 1) {
                my $welcome = pack('CvV/a*', 1, 1, 'earlier');
                syswrite($client, pack('V/a*', $welcome));
            } elsif ($tag == 7) {
                $^F = 3;
                # F_SETFD: it goes on open.
                fcntl($listener, 2, 0);
                close $client;
                exec @ARGV if $program;
                accept($client, $listener);
            }
        }
        exit 9;
        """

    @Test func `a client makes an earlier launcher replace itself`() async throws {
        let bench = try await Bench(
            prefix: ["perl", "-e", Self.earlier], arguments: ["--listen-fd", "3"])
        #expect(bench.client.instance != "earlier")
        #expect(try await bench.output("echo on") == "on\n")
    }

    @Test func `one whose program is still the earlier one is told`() async throws {
        let error = await #expect(throws: LauncherError.self) {
            _ = try await Bench(prefix: ["perl", "-e", Self.earlier], program: "", arguments: [])
        }
        #expect(error == .incompatible(version: 1, needed: LaunchBounds.version))
    }

    /// What a program of the first form handed over, before there were cgroups.
    private static func state(_ ends: [EndedRun], program: String) -> [UInt8] {
        var encoder = WireEncoder()
        encoder.write(1 as UInt16)
        encoder.write("instance")
        encoder.write(program)
        encoder.write(nil as UInt32?)
        encoder.write(3 as Int32)
        encoder.write(nil as Int32?)
        encoder.write(nil as String?)
        encoder.write(1024 as UInt64)
        encoder.write(1024 as UInt64)
        encoder.write(false)
        encoder.write(false)
        encoder.write(list: ends) { encoder, end in
            encoder.write(HeldRun.ended(end))
            encoder.write(0 as Int32)
            encoder.write(end.startedAt)
            encoder.write(7 as UInt64)
            encoder.write(8 as UInt64)
            // Context, pipe, log, output, and two deadlines, none of them there.
            for _ in 0..<6 { encoder.write(false) }
            encoder.write(false)
            encoder.write(false)
            encoder.write(false)
        }
        return encoder.bytes
    }

    @Test func `it goes on from the state of a program before it`() async throws {
        let scratch = ScratchDirectory.shared()
        let ends = [3, 4].map { code in
            EndedRun(
                id: "run\(code)", exit: .exited(code: code),
                usage: LaunchUsage(user: 1, system: 2, peakMemory: 3, wall: 4), startedAt: 5,
                endedAt: 6)
        }
        try WholeFile.write(
            Self.state(ends, program: BuiltProgram.launcher), to: scratch.file("state"))
        let bench = try await Bench(
            prefix: ["sh", "-c", "exec \"$@\" 4< \(scratch.file("state"))", "sh"],
            arguments: ["--listen-fd", "3", "--handover-fd", "4"])
        #expect(bench.client.instance == "instance")
        let held = try await bench.client.held().sorted { $0.id < $1.id }
        #expect(held == ends.map(HeldRun.ended))
        #expect(try await bench.output("echo on") == "on\n")
    }
}
