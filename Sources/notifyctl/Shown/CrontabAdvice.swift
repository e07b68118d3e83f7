import Definitions

/// How cron is told to leave alone what schedules have taken over.
struct CrontabAdvice {
    private let schedules: [ImportedCrontabs.Schedule]

    init(_ schedules: [ImportedCrontabs.Schedule]) { self.schedules = schedules }

    /// A line for each crontab, in the order in which they were read.
    var lines: [String] {
        var files: [String] = []
        for schedule in schedules where files.last != schedule.file { files.append(schedule.file) }
        return files.map(advice)
    }

    private func advice(_ file: String) -> String {
        let parts = file.split(separator: "/")
        let name = parts.last.map(String.init) ?? file
        if file.hasPrefix("crontab of ") { return "crontab -l > crontab.saved && crontab -r" }
        if file.hasPrefix("/var/spool/cron/crontabs/") {
            let user = ScheduleText.quoted(name)
            return "crontab -u \(user) -l > \(ScheduleText.quoted("\(name).crontab")) && "
                + "crontab -u \(user) -r"
        }
        // A name with a dot is none that cron reads.
        if file.hasPrefix("/etc/cron.d/") {
            let path = ScheduleText.quoted(file)
            return "mv \(path) \(path).imported"
        }
        let numbers = schedules.filter { $0.file == file }.map { "\($0.line)" }
        let count = numbers.count == 1 ? "its line" : "each of its lines"
        return "\(file): write # before \(count) \(numbers.joined(separator: ", "))"
    }
}
