import LaunchProtocol

/// Why a command could not be started, before it is known for which run.
struct StartFailure: Error {
    let stage: LaunchStage
    let errno: Int32
    let text: String

    init(_ stage: LaunchStage, _ errno: Int32, _ text: String) {
        self.stage = stage
        self.errno = errno
        self.text = text
    }

    func report(of id: String) -> FailedStart {
        FailedStart(id: id, stage: stage, errno: errno, text: text)
    }
}
