import Channels
import Domain
import Formats
import Glibc
import Plugins
import TestKit
import Testing

/// What is found in plugin folders, and what is wrong with the rest.
@Suite(.timeLimit(.minutes(Patience.minutes)))
struct PluginSearchTests {
    private let folder = PluginFolder()

    /// Whatever a test's machine is busy with.
    private static let patience = Duration.seconds(60 * Patience.minutes)

    private func found(
        in further: [PluginFolder] = [], within time: Duration = patience
    ) async -> PluginSearch.Findings {
        let folders = PluginFolders(([folder] + further).map(\.path))
        return await PluginSearch(in: folders, within: time).run { _ in }
    }

    private func fault() async -> String {
        let found = await found()
        #expect(found.plugins.isEmpty && found.faults.count == 1)
        return found.faults.first?.reason ?? ""
    }

    @Test func `an executable is a kind by its name, and declares its parameters`() async throws {
        try folder.write(
            "pager.sh",
            describing: """
                {"summary": "Pages.", "administrators": true, "parameters": [
                    {"name": "to", "form": "texts", "required": true, "meaning": "Whom."},
                    {"name": "token", "form": "text", "secret": true, "meaning": "The key."},
                    {"name": "loud", "form": "boolean", "default": false, "meaning": "How."}]}
                """)
        let found = await found()
        #expect(found.faults == [])
        let kinds = found.kinds
        let declaration = try #require(kinds.declaration(of: "pager"))
        #expect(declaration.summary == "Pages." && declaration.isForAdministrators)
        #expect(declaration.parameters.map(\.name) == ["to", "token", "loud"])
        #expect(declaration.parameters.map(\.form) == [.texts, .text, .boolean])
        #expect(declaration.parameters.map(\.isRequired) == [true, false, false])
        #expect(declaration.parameters.map(\.isSecret) == [false, true, false])
        #expect(declaration.parameters[2].standard == false)
        #expect(kinds.declarations.map(\.kind) == ChannelTable.declarations.map(\.kind) + ["pager"])
        #expect(kinds.faults(kind: "pager", parameters: ["to": "me"]) == [])
        let faults = kinds.faults(kind: "pager", parameters: ["loud": "very", "weight": 1])
        #expect(Set(faults.map(\.path)) == ["to", "loud", "weight"])
        let unknown = kinds.faults(kind: "pigeon", parameters: [:])
        #expect(unknown.first?.message.hasSuffix(", workplace, pager") == true)
    }

    @Test func `a later folder counts more, and leftovers count nowhere`() async throws {
        let later = PluginFolder()
        try folder.write("pager", describing: #"{"summary": "Earlier."}"#)
        try later.write("pager.py", describing: #"{"summary": "Later."}"#)
        for name in [".hidden", "pager~", "pager.dpkg-old"] { try later.write(name) }
        let found = await found(in: [later, PluginFolder()])
        #expect(found.faults == [])
        #expect(found.plugins.map(\.declaration.summary) == ["Later."])
        #expect(found.plugins.map(\.path) == [later.file("pager.py")])
    }

    @Test func `a folder that is not there is an empty one`() async {
        let found = await PluginSearch(in: PluginFolders(["/nonexistent/plugins"])).run { _ in }
        #expect(found.plugins.isEmpty && found.faults.isEmpty)
    }

    @Test(
        arguments: [
            ("echo", "no JSON"), ("echo '[]'", "must be an object"),
            (#"echo '{"summary": ""}'"#, "a sentence"),
            (#"echo '{"summary": "S", "colour": "red"}'"#, "unknown member \"colour\""),
            (
                #"echo '{"summary": "S", "parameters": [{"name": "a", "form": "tree"}]}'"#,
                "parameters[0].form"
            ),
            (
                #"echo '{"summary": "S", "parameters": [{"name": "a b", "form": "text"}]}'"#,
                "parameters[0].name"
            ),
            (
                #"echo '{"summary": "S", "parameters": [{"name": "a", "form": "text", "#
                    + #""meaning": "M", "default": 7}]}'"#, "parameters[0].default"
            ),
            (
                #"echo '{"summary": "S", "parameters": [{"name": "a", "form": "text", "#
                    + #""meaning": "M"}, {"name": "a", "form": "text", "meaning": "M"}]}'"#,
                "the parameter a twice"
            ),
            (
                #"echo '{"summary": "S", "destination": "a", "parameters": [{"name": "a", "#
                    + #""form": "text", "secret": true, "meaning": "M"}]}'"#, "\"destination\""
            ),
            (#"echo '{"summary": "S", "timeout": 86400}'"#, "\"timeout\""),
            ("echo out of order >&2; exit 3", "ended with exit status 3: out of order"),
            ("kill -SEGV $$", "was ended by signal 11"),
            ("yes '{' | head -c 1000000", "wrote more than 256 KiB"),
        ])
    func `one that lies, crashes or floods is named with the reason`(
        script: String, reason: String
    ) async throws {
        try folder.writeProgram("broken", "#!/bin/sh\n\(script)")
        let fault = await fault()
        #expect(fault.contains(reason), "\(fault)")
        let kinds = await found().kinds
        let errors = #expect(throws: ParameterErrors.self) {
            try kinds.channel(kind: "broken", parameters: [:])
        }
        // It may be mended while a delivery waits.
        #expect(errors?.mayPass == true)
        #expect(errors?.description.contains("the plugin broken cannot be used") == true)
    }

    @Test func `one that hangs is ended`() async throws {
        try folder.writeProgram("hanging", "#!/bin/sh\nexec sleep 600")
        #expect(
            await found(within: .seconds(1)).faults.map(\.reason) == [
                "\(folder.file("hanging")) --describe did not end within 1 seconds"
            ])
    }

    @Test func `one that takes long keeps no other from being found`() async throws {
        let scratch = ScratchDirectory()
        let gate = try scratch.makePipe("gate")
        try folder.writeProgram(
            "hanging", "#!/bin/sh\ncat '\(gate)' > /dev/null\necho '{\"summary\": \"Late.\"}'")
        try folder.write("pager")
        let search = PluginSearch(in: PluginFolders([folder.path]), within: Self.patience)
        let all = await search.run { found in
            guard found.plugins.map(\.declaration.kind) == ["pager"] else { return }
            let late = ParameterErrors.self
            #expect(found.awaited == ["hanging"])
            #expect(throws: late) { try found.kinds.channel(kind: "hanging", parameters: [:]) }
            // Opening it to write waits for the one that reads.
            #expect(throws: Never.self) { try WholeFile.write("on", to: gate) }
        }
        #expect(all.plugins.map(\.declaration.kind) == ["pager", "hanging"])
    }

    @Test(arguments: ["mail", "mail.sh", "Pager", "pa ger", "9", String(repeating: "a", count: 33)])
    func `a name that is taken or no kind is refused`(name: String) async throws {
        try folder.write(name)
        let fault = await fault()
        let isTaken = fault.contains("the kind mail is notifyd's own")
        #expect(
            name.hasPrefix("mail") ? isTaken : fault.contains("its name is no kind"), "\(fault)")
    }

    @Test func `two files of one kind are one, and the other is named`() async throws {
        try folder.write("pager.py")
        try folder.write("pager.sh")
        let found = await found()
        #expect(found.plugins.map(\.path) == [folder.file("pager.py")])
        #expect(found.faults.map(\.path) == [folder.file("pager.sh")])
    }

    @Test func `what others may write or nobody may execute is not executed`() async throws {
        try folder.writeProgram("pager", "#!/bin/sh\ntouch '\(folder.file("was-here"))'")
        #expect(unsafe chmod(folder.file("pager"), 0o775) == 0)
        #expect(await fault().hasSuffix("take that away with chmod go-w"))
        #expect(unsafe chmod(folder.file("pager"), 0o644) == 0)
        #expect(await fault().hasSuffix("allow it with chmod +x"))
        #expect(unsafe chmod(folder.file("pager"), 0o755) == 0)
        #expect(unsafe chmod(folder.path, 0o777) == 0)
        #expect(await fault().hasSuffix("take that away with chmod go-w"))
        #expect(unsafe access(folder.file("was-here"), F_OK) != 0)
    }

    @Test(.enabled(if: geteuid() == 0, "only root can give a file away"))
    func `what belongs to somebody else is not executed`() async throws {
        try folder.write("pager")
        #expect(unsafe chown(folder.file("pager"), 61_234, 0) == 0)
        #expect(await fault().contains("belongs to the user number 61234"))
    }

    @Test func `a plugin is told what it is called with, and nothing of our environment`()
        async throws
    {
        unsafe setenv("NOTIFYD_TEST_HIDDEN", "hidden-value", 1)
        try folder.writeProgram(
            "pager",
            """
            #!/bin/sh
            { echo "$*"; env; ls /proc/self/fd | wc -l; } > '\(folder.file("seen"))'
            echo '{"summary": "S"}'
            """)
        #expect(await found().plugins.count == 1)
        let seen = try folder.text("seen")
        #expect(seen.hasPrefix("--describe\n"))
        #expect(!seen.contains("hidden-value") && seen.contains("\nPATH="))
        // The standard ones, and that of the folder which ls reads.
        #expect(seen.hasSuffix("\n4\n"))
    }

    @Test func `until one has described itself again, what it said before counts`() async throws {
        let registry = PluginRegistry()
        try folder.write("pager", describing: #"{"summary": "First."}"#)
        let search = PluginSearch(in: PluginFolders([folder.path]), within: Self.patience)
        await registry.refresh(search)
        #expect(registry.kinds.declaration(of: "pager")?.summary == "First.")
        let scratch = ScratchDirectory()
        let gate = try scratch.makePipe("gate")
        try folder.writeProgram(
            "pager", "#!/bin/sh\ncat '\(gate)' > /dev/null\necho '{\"summary\": \"Second.\"}'")
        async let refreshed: Void = registry.refresh(search)
        #expect(registry.kinds.declaration(of: "pager")?.summary == "First.")
        // Opening it to write waits for the one that reads.
        try await Task.detached { try WholeFile.write("on", to: gate) }.value
        await refreshed
        #expect(registry.kinds.declaration(of: "pager")?.summary == "Second.")
    }
}
