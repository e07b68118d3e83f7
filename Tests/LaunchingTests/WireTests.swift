import LaunchProtocol
import Testing

struct WireTests {
    static let launch = LaunchRequest(
        id: "0192-a.b_C", arguments: ["sh", "-c", "echo ü"],
        environment: [.init("A", ""), .init("B", "x=y")], directory: "/tmp", user: "nobody",
        limits: LaunchLimits(
            memory: 1 << 40, cpu: 1500, processes: 3, openFiles: 64, niceness: -20, output: 1,
            core: 7),
        timeout: 0, grace: LaunchBounds.longestMicroseconds, keepsLeftovers: true)

    static let requests: [LauncherRequest] = [
        .hello(version: 513), .launch(launch), .launch(LaunchRequest(id: "x", arguments: [""])),
        .list, .end(id: "x", grace: 5), .acknowledge([]), .acknowledge(["a", "b"]), .release,
        .reload,
    ]

    static let end = EndedRun(
        id: "x", exit: .signalled(signal: 9, core: true), timedOut: true, aborted: true,
        outputExceeded: true, usage: LaunchUsage(user: 1, system: 2, peakMemory: 3, wall: .max),
        startedAt: -1, endedAt: .max)

    static let reports: [LauncherReport] = [
        .welcome(version: 1, instance: "abc"), .heldEnd, .held(.starting(id: "x")),
        .ended(
            EndedRun(
                id: "x", exit: .outOfMemory(ownLimit: true),
                usage: LaunchUsage(user: 1, system: 2, peakMemory: 3, wall: 4), startedAt: 5,
                endedAt: 6)),
        .held(.running(StartedRun(id: "x", pid: 3, at: 4))), .held(.ended(end)),
        .held(.notStarted(FailedStart(id: "x", stage: .user, errno: 1, text: "no"))),
        .started(StartedRun(id: "x", pid: -1, at: .min)), .ended(end),
        .notStarted(FailedStart(id: "x", stage: .command, errno: 2, text: "ü")),
    ]

    private func cut(_ frame: [UInt8]) throws -> ArraySlice<UInt8>? {
        var reader = FrameReader()
        // Byte by byte, as a slow peer sends.
        for byte in frame.dropLast() {
            reader.append([byte])
            #expect(try reader.next() == nil)
        }
        reader.append(frame.suffix(1))
        return try reader.next()
    }

    @Test(arguments: requests)
    func `a request is read as it was written`(request: LauncherRequest) throws {
        let frame = try #require(try cut(request.frame()))
        #expect(try LauncherRequest(frame: frame) == request)
    }

    @Test(arguments: reports)
    func `a report is read as it was written`(report: LauncherReport) throws {
        let frame = try #require(try cut(report.frame()))
        #expect(try LauncherReport(frame: frame) == report)
    }

    @Test(arguments: requests)
    func `a frame that is too short or too long is malformed`(request: LauncherRequest) throws {
        let bytes = request.frame().dropFirst(LaunchBounds.lengthBytes)
        for count in 0..<bytes.count {
            #expect(throws: WireError.self) { try LauncherRequest(frame: bytes.prefix(count)) }
        }
        #expect(throws: WireError.self) { try LauncherRequest(frame: bytes + [0]) }
    }

    @Test(arguments: [0, UInt32(LaunchBounds.frameBytes) + 1, .max])
    func `a length out of bounds is refused before its bytes come`(length: UInt32) {
        var encoder = WireEncoder()
        encoder.write(length)
        var reader = FrameReader()
        reader.append(encoder.bytes)
        #expect(throws: WireError.self) { try reader.next() }
    }

    @Test(arguments: ["", "a/b", "a b", "ä", "a\n", String(repeating: "x", count: 65)])
    func `a malformed id is refused`(id: String) {
        let frame = LauncherRequest.end(id: id, grace: 0).frame().dropFirst(4)
        #expect(throws: WireError.self) { try LauncherRequest(frame: frame) }
    }

    static let malformed: [LaunchRequest] = [
        LaunchRequest(id: "x", arguments: []),
        LaunchRequest(id: "x", arguments: ["a\0b"]),
        LaunchRequest(id: "x", arguments: ["a"], environment: [.init("", "x")]),
        LaunchRequest(id: "x", arguments: ["a"], environment: [.init("A=B", "x")]),
        LaunchRequest(id: "x", arguments: ["a"], directory: "/\0"),
        LaunchRequest(id: "x", arguments: ["a"], limits: LaunchLimits(niceness: 20)),
        LaunchRequest(id: "x", arguments: ["a"], limits: LaunchLimits(output: .max)),
        LaunchRequest(id: "x", arguments: ["a"], limits: LaunchLimits(cpu: 0)),
        LaunchRequest(id: "x", arguments: ["a"], limits: LaunchLimits(cpu: .max)),
        LaunchRequest(id: "x", arguments: ["a"], timeout: .max),
        LaunchRequest(id: "x", arguments: ["a"], grace: .max),
        LaunchRequest(
            id: "x", arguments: Array(repeating: "", count: LaunchBounds.arguments + 1)),
        LaunchRequest(
            id: "x", arguments: [String(repeating: "x", count: LaunchBounds.stringBytes + 1)]),
    ]

    @Test(arguments: malformed)
    func `a command that the kernel could not be told is refused`(request: LaunchRequest) {
        let frame = LauncherRequest.launch(request).frame().dropFirst(4)
        #expect(throws: WireError.self) { try LauncherRequest(frame: frame) }
    }

    @Test func `an explaining text is cut to its bound`() {
        let failure = FailedStart(
            id: "x", stage: .user, errno: 0, text: String(repeating: "ü", count: 5000))
        #expect(failure.text.utf8.count == LaunchBounds.textBytes)
    }
}
