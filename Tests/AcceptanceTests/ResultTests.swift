import Formats
import Glibc
import TestKit
import Testing

/// What runs are given, and what they report, with the programs as they are.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct ResultTests {
    @Test func `parameters go in, and results come out and are told`() async throws {
        let receiver = try LoopbackServer()
        let service = try await Service.started()
        try await service.apply(
            """
            name: train
            when: "@yearly"
            parameters: {epochs: 10, data: [clicks, views]}
            environment: {CLIENT: "\(Programs.notifyctl)", FOLDER: SCRATCH}
            command: |
              echo "epochs: $epochs, data: $data"
              echo "accuracy=0.93" >> "$NOTIFYD_RESULTS"
              "$CLIENT" set-results step=1 'labels={"a": [1, null]}' > "$FOLDER/said" || exit 9
              echo '{"step": 2, "note": "as it is"}' >> "$NOTIFYD_RESULTS"
            notifications:
              - {name: hook, kind: webhook, params: {url: "\(receiver.url())"}}
            """)
        let answer = try await service.notifyctl(
            "start-schedule", "train", "--param", "epochs=40", "--param", "mode=fast", "--wait")
        #expect(answer.status == 0, "\(answer)")
        let shown = try await service.json("show-run", "train")
        let run = shown["run"] ?? .null
        #expect(run["parameters"] == ["epochs": 40, "data": ["clicks", "views"], "mode": "fast"])
        let results: JSONValue = [
            "step": 2, "labels": ["a": [1, nil]], "accuracy": .number(0.93), "note": "as it is",
        ]
        #expect(run["results"] == results)
        #expect(service.scratch.read("said").hasPrefix("Reported 2 results of run "))
        let told = try await cancellable { await receiver.received(1) }
        let body = try JSONValue(parsing: told.first?.text ?? "")
        let object = body["runs"]?.array?.first
        #expect(object?["spec"]?["parameters"] == run["parameters"], "\(body.text)")
        #expect(object?["status"]?["results"] == results)
        #expect(
            object?["status"]?["log_tail"] == "epochs: 40, data: [\"clicks\",\"views\"]")
        let late = try await service.notifyctl("set-results", "--run", "train", "a=1")
        #expect(late.status == 1 && late.errors.contains("has ended"), "\(late)")
        // Nothing is left behind.
        let left = try Child(["ls", "\(service.stateFolder)/results"])
        _ = try await left.ending()
        #expect(try await left.output.whole() == "")
    }

    @Test func `results that were reported while nobody looked are there, once`() async throws {
        let service = try await Service.started()
        try await service.apply(
            """
            name: patient
            when: "@yearly"
            environment: {FOLDER: SCRATCH}
            command: >-
              mkfifo $FOLDER/go; echo begun; read line < $FOLDER/go;
              echo "said=$line" >> $NOTIFYD_RESULTS; echo over > $FOLDER/over
            """)
        let uid = try await service.call("StartSchedule", ["schedule": "patient"])["run"]
        let log = try service.client(["logs", uid?.string ?? "", "--follow"])
        try await log.output.line { $0 == "begun" }
        try await service.kill()
        try service.scratch.write("hello\n", to: "go")
        for _ in 1...3 {
            try await service.start()
            let run = try await service.end(of: uid)
            #expect(run["results"] == ["said": "hello"], "\(run)")
            try await service.kill()
        }
    }

    @Test(.enabled(if: getuid() == 0, "needs root, to become another user"))
    func `another user's command reports in both ways, and nothing else is open to it`()
        async throws
    {
        let service = try await Service.started()
        let client = service.scratch.file("notifyctl")
        let copy = try Child(["cp", Programs.notifyctl, client])
        try #require(try await copy.ending() == .exited(0))
        try await service.apply(
            """
            name: theirs
            when: "@yearly"
            user: nobody
            directory: /
            parameters: {word: hello}
            environment: {CLIENT: "\(client)", STATE: "\(service.stateFolder)"}
            command: |
              id -un
              echo "file=$word" >> "$NOTIFYD_RESULTS" || exit 8
              "$CLIENT" set-results "client=$word" || exit 9
              "$CLIENT" show-run "$NOTIFYD_RUN" && exit 10
              ls "$STATE" && exit 11
              for f in state.db state.db-wal state.db-shm state.lock state.ballast launcher.sock \
                launcher.log logs results
              do
                test -r "$STATE/$f" && exit 12
                test -w "$STATE/$f" && exit 13
              done
              exit 0
            """)
        let run = try await service.run("theirs")
        let log = try await service.done("logs", run["uid"]?.string ?? "")
        #expect(run["exit_code"] == 0, "\(run) \(log)")
        #expect(run["results"] == ["client": "hello", "file": "hello"])
        #expect(log.hasPrefix("nobody\n"))
        #expect(Self.openForOthers(in: service.stateFolder) == ["results"])
    }

    /// What a folder holds that others than its owner may do anything with.
    private static func openForOthers(in folder: String) -> [String] {
        guard let directory = unsafe opendir(folder) else { return ["it cannot be listed"] }
        defer { unsafe closedir(directory) }
        var open: [String] = []
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            var status = stat()
            guard name != ".", name != "..",
                unsafe lstat("\(folder)/\(name)", &status) == 0, status.st_mode & 0o077 != 0
            else { continue }
            open.append(name)
        }
        return open
    }
}
