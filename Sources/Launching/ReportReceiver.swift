import CLinux
import Glibc
import LaunchProtocol

/// Receives what the launcher sends, in batches: as much as is there, within bounds.
struct ReportReceiver {
    struct Reception {
        /// Answers to what was asked.
        var answers: [LauncherReport] = []
        /// What happened to runs.
        var reports: [LaunchReport] = []
        /// Nothing more will come.
        var isOver = false
    }

    private var reader = FrameReader()
    private var buffer = [UInt8](repeating: 0, count: Limits.receiveBytes)

    mutating func receive(from socket: Int32) -> Reception {
        var reception = Reception()
        for _ in 0..<Limits.receptionsPerBatch {
            var descriptors = linux_descriptors()
            let count = unsafe linux_receive(socket, &buffer, buffer.count, &descriptors)
            for number in [descriptors.first, descriptors.second] where number >= 0 {
                close(number)
            }
            if count == -Int(EAGAIN) { break }
            guard count > 0 else {
                reception.isOver = true
                break
            }
            reader.append(buffer[..<count])
            do throws(WireError) {
                while let frame = try reader.next() {
                    reception.add(try LauncherReport(frame: frame))
                }
            } catch {
                reception.isOver = true
                break
            }
        }
        return reception
    }
}

extension ReportReceiver.Reception {
    fileprivate mutating func add(_ report: LauncherReport) {
        switch report {
        case .started(let run): reports.append(.started(run))
        case .notStarted(let failure): reports.append(.notStarted(failure))
        case .ended(let run): reports.append(.ended(run))
        case .welcome, .held, .heldEnd: answers.append(report)
        }
    }
}
