/// The bounds that more than one part of the program holds to.
package enum Limits {
    /// Characters of a project's, schedule's or notification's name.
    package static let nameLength = 100
    /// Notifications in one list.
    package static let notifications = 100
    /// Characters of a notification's message.
    package static let messageLength = 10_000
    /// Characters of a notification's subject.
    package static let subjectLength = 1000
    /// Characters of a notification's condition.
    package static let conditionLength = 10_000
    /// Bytes of a notification's parameters as JSON.
    package static let parameterBytes = 900 * 1024
    /// Notifiers of one user.
    package static let notifiers = 1000
    /// Denials altogether.
    package static let denials = 10_000
    /// Bytes of what the addresses of a denial look like.
    package static let addressPatternBytes = 1000
    /// Bytes of what a channel remembers of one message.
    package static let memoryBytes = 200
    /// Bytes of a secret that a reference leads to.
    package static let secretBytes = 64 * 1024
    /// Bytes of a path (PATH_MAX, without its end).
    package static let pathBytes = 4095
    /// Bytes of a file's name (NAME_MAX).
    package static let fileNameBytes = 255
    /// Labels of one schedule.
    package static let labels = 64
    /// Bytes of one command, arguments and environment together.
    package static let commandBytes = 256 * 1024
    /// Parameters of one run.
    package static let runParameters = 100
    /// Bytes of a run's parameters as JSON; its environment has them twice.
    package static let runParameterBytes = 64 * 1024
    /// Results of one run.
    package static let results = 200
    /// Bytes of a run's results as JSON.
    package static let resultBytes = 64 * 1024
    /// Bytes of the file that a command writes its results to; more of it is not read.
    package static let resultFileBytes = 256 * 1024
    /// How deep a parameter or result may nest lists and objects.
    package static let valueDepth = 32
    /// Lines of a log's end that are told.
    package static let logTailLines = 20
    /// Bytes of a log's end that are told.
    package static let logTailBytes = 4096
    /// Bytes of one frame on the control socket.
    package static let frameBytes = 4 * 1024 * 1024
    /// Schedules in one request.
    package static let schedulesPerRequest = 2000
    /// Rows of one page of a list.
    package static let pageRows = 1000
    /// Occurrences that one question may ask for.
    package static let occurrences = 1000
    /// How long a command may go on between SIGTERM and SIGKILL, where nothing else is said.
    package static let grace: Duration = .seconds(10)
    /// The longest delay at which a missed occurrence still runs.
    package static let startDeadline: Duration = .seconds(12 * 3600)
    /// Occurrences that are made up for at once, where all are and nothing else is said.
    package static let catchUp: Int64 = 100
    /// Runs of one schedule that may wait; further ones are skipped.
    package static let waitingRuns: Int64 = 1000
    /// The delay before a failed run is first tried again, where nothing else is said.
    package static let runRetryDelay: Duration = .seconds(30)
    /// The longest delay before a failed run is tried again, where nothing else is said.
    package static let longestRunRetryDelay: Duration = .seconds(3600)
    /// Bytes of a run's output that are kept, where nothing else is said.
    package static let outputBytes: Int64 = 256 * 1024 * 1024
    /// Bytes of a reason kept for people to read.
    package static let reasonBytes = 1000
}
