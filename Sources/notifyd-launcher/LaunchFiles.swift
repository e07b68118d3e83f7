import Glibc
import LaunchProtocol

/// What comes open with a launch.
struct LaunchFiles: ~Copyable {
    /// Becomes the command's standard output and error.
    let log: Descriptor
    /// What the command writes its results to, by its path; nil where it reports none.
    let results: Descriptor?

    /// Gives the file of results to the command's user; what went wrong, or nil.
    ///
    /// A client may open files that are not its own, such as /etc/passwd, and root would give away
    /// whatever it is handed. So the launcher gives only what is the client's own already: a regular file,
    /// and of one name, so that it is not another program's file too.
    func giveResults(to account: Account, from client: uid_t) -> StartFailure? {
        guard let number = resultsNumber else { return nil }
        var status = stat()
        guard unsafe fstat(number, &status) == 0 else {
            return failure(errno, "its file of results cannot be looked at: \(Log.words(errno))")
        }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_nlink == 1, status.st_uid == client
        else {
            return failure(
                EPERM,
                "its file of results is not a regular file of one name that belongs to user id "
                    + "\(client)")
        }
        // The group stays: by it the client reads what is not its own any more.
        guard fchown(number, account.uid, gid_t.max) == 0 else {
            return failure(
                errno,
                "its file of results cannot be given to user \(account.name): \(Log.words(errno))")
        }
        return nil
    }

    private var resultsNumber: Int32? {
        switch results {
        case .some(let results): results.number
        case nil: nil
        }
    }

    private func failure(_ error: Int32, _ text: String) -> StartFailure {
        StartFailure(.descriptors, error, text)
    }
}
