package import Channels
internal import Platform

/// Finds the plugins of a machine, and has them describe themselves side by side.
package struct PluginSearch: Sendable {
    private let folders: PluginFolders
    private let time: Duration

    /// - Parameter time: how long one may take to describe itself.
    package init(
        in folders: PluginFolders, within time: Duration = ProgramLimits.descriptionTime
    ) {
        self.folders = folders
        self.time = time
    }

    /// What was found so far.
    package struct Findings: Sendable {
        package var plugins: [Plugin] = []
        package var faults: [PluginFault] = []
        /// The kinds that have not described themselves yet.
        package var awaited: Set<String> = []

        package init() {}

        package var kinds: ChannelKinds {
            var ailing: [String: String] = [:]
            for fault in faults {
                if let kind = fault.kind { ailing[kind] = fault.description }
            }
            for kind in awaited {
                ailing[kind] = "the plugin \(kind) has not described itself yet"
            }
            return ChannelKinds(plugins: plugins, ailing: ailing)
        }

        fileprivate mutating func note(_ outcome: PluginReader.Outcome, of kind: String) {
            awaited.remove(kind)
            switch outcome {
            case .plugin(let plugin): plugins.append(plugin)
            case .fault(let fault): faults.append(fault)
            }
        }
    }

    /// Tells of the findings with each that is added, and returns when they are complete.
    package func run(_ tell: @escaping @Sendable (Findings) -> Void) async -> Findings {
        let (files, faults) = folders.files()
        var findings = Findings()
        findings.faults = faults
        findings.awaited = Set(files.map(\.kind))
        tell(findings)
        return await withTaskGroup(of: (PluginReader.Outcome, String).self) { group in
            var waiting = files[...]
            func begin() {
                guard let file = waiting.popFirst() else { return }
                group.addTask { (await read(file), file.kind) }
            }
            for _ in 0..<ProgramLimits.describing { begin() }
            for await (outcome, kind) in group {
                findings.note(outcome, of: kind)
                tell(findings)
                begin()
            }
            return findings
        }
    }

    /// The same for a thread that may block; each plugin after the other.
    package func runBlocking() -> Findings {
        let (files, faults) = folders.files()
        var findings = Findings()
        findings.faults = faults
        for file in files {
            findings.note(PluginReader.read(file, within: time), of: file.kind)
        }
        return findings
    }

    private func read(_ file: PluginFile) async -> PluginReader.Outcome {
        await withCheckedContinuation { continuation in
            do throws(SystemError) {
                try Thread.start(name: "plugin") { [time] in
                    continuation.resume(returning: PluginReader.read(file, within: time))
                }
            } catch {
                continuation.resume(
                    returning: .fault(
                        PluginFault(kind: file.kind, path: file.path, reason: "\(error)")))
            }
        }
    }
}
