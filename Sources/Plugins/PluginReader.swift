internal import Channels
internal import Platform

/// Has a plugin describe itself.
enum PluginReader {
    enum Outcome {
        case plugin(Plugin)
        case fault(PluginFault)
    }

    /// Blocks the calling thread until the plugin has ended, which takes a bounded time.
    static func read(_ file: PluginFile, within time: Duration) -> Outcome {
        do throws(Failure) {
            return .plugin(
                Plugin(path: file.path, description: try description(of: file, within: time)))
        } catch {
            return .fault(PluginFault(kind: file.kind, path: file.path, reason: error.reason))
        }
    }

    private struct Failure: Error {
        let reason: String
    }

    private static func description(
        of file: PluginFile, within time: Duration
    ) throws(Failure) -> PluginDescription {
        if let fault = TrustedProgram().fault(of: file.path) { throw Failure(reason: fault) }
        let ended: HelperProgram
        do throws(SystemError) {
            ended = try HelperProgram.run(
                .init(
                    path: file.path, arguments: [file.path, "--describe"],
                    environment: HelperEnvironment.lines, input: [], keepsErrorsApart: true,
                    outputLimit: ProgramLimits.description, timeout: time),
                cancellation: Cancellation())
        } catch {
            throw Failure(reason: "\(error)")
        }
        let call = "\(file.path) --describe"
        switch ended.ending {
        case .exited(0): break
        case .exited(let status):
            throw Failure(
                reason: "\(call) ended with exit status \(status)\(words(of: ended))")
        case .signalled(let signal):
            throw Failure(reason: "\(call) was ended by signal \(signal)\(words(of: ended))")
        case .timedOut:
            throw Failure(
                reason: "\(call) did not end within \(time.components.seconds) seconds")
        case .cancelled: throw Failure(reason: "\(call) was cancelled")
        }
        guard !ended.isOutputCut else {
            throw Failure(
                reason: "\(call) wrote more than \(ProgramLimits.description / 1024) KiB")
        }
        do throws(PluginDescription.Problem) {
            return try PluginDescription(of: file.kind, parsing: ended.output)
        } catch {
            throw Failure(reason: "what \(call) wrote \(error)")
        }
    }

    private static func words(of ended: HelperProgram) -> String {
        let text = Excerpt.text(ended.errors)
        return text.isEmpty ? "" : ": \(text)"
    }
}
