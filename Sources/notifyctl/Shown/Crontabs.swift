import Console
import Definitions
import Glibc
import Platform

/// Finds crontabs where cron has them, under the rules by which Debian's cron reads them.
struct Crontabs {
    /// Where the system lies; empty for this machine's own.
    let root: String
    var reader: CrontabReader

    private static let spool = "/var/spool/cron/crontabs"
    private static let systemFile = "/etc/crontab"
    private static let packages = "/etc/cron.d"
    /// Bytes of one crontab; cron itself reads at most 10,000 lines of 1,000 bytes.
    private static let longest = ConsoleLimits.fileBytes

    /// The crontab of whoever asks, as crontab(1) shows it.
    mutating func readOwn(_ user: String) throws(Failure) {
        let ending: ProgramOutput.Ending
        do throws(SystemError) {
            ending = try ProgramOutput.run(["crontab", "-l"], atMost: Self.longest)
        } catch {
            throw Failure("\(error.description.printable); name a file, or - for standard input")
        }
        guard ending.status == 0 else {
            throw Failure("your crontab cannot be read: crontab -l says above why")
        }
        guard let bytes = ending.output else { throw Failure("your crontab is too large") }
        reader.read(CrontabFile(name: "crontab of \(user)", bytes: bytes, format: .user))
    }

    /// The crontab of somebody else.
    mutating func read(ofUser user: String) throws(Failure) {
        // The name becomes part of a path.
        guard !user.isEmpty, !user.contains("/"), !user.hasPrefix(".") else {
            throw .usage("\"\(user.printable)\" is no name of a user")
        }
        let path = "\(Self.spool)/\(user)"
        do throws(TrustedFile.Failure) {
            reader.read(try spooled(user))
        } catch {
            if case .unreadable(let reason) = error, reason.errno == ENOENT {
                throw Failure("\(user.printable) has no crontab", code: .notFound)
            }
            throw Failure("\(path.printable) is not read: \(Self.words(error))")
        }
    }

    /// Everything that cron reads on a system: what cannot be read is refused, what cron leaves
    /// alone is told.
    mutating func readSystem() {
        read(systemFile: Self.systemFile, prefix: nil)
        for name in names(in: Self.packages) {
            let path = "\(Self.packages)/\(name)"
            if name.hasPrefix(".") { continue }
            guard name.utf8.allSatisfy(Self.isOfName) else {
                reader.remark(
                    path,
                    "it is left alone, as by cron, whose files have names of letters, digits, - "
                        + "and _"
                )
                continue
            }
            read(systemFile: path, prefix: name)
        }
        readSpool()
        tellOfFolders()
    }

    private mutating func read(systemFile path: String, prefix: String?) {
        let rule = TrustedFile(owners: [0], forbiddenMode: 0o022, followsLinks: root.isEmpty)
        do throws(TrustedFile.Failure) {
            let bytes = try rule.bytes(root + path, atMost: Self.longest)
            reader.read(CrontabFile(name: path, bytes: bytes, format: .system, prefix: prefix))
        } catch {
            if case .unreadable(let reason) = error, reason.errno == ENOENT, prefix == nil {
                return
            }
            tell(error, of: path)
        }
    }

    private mutating func readSpool() {
        guard unsafe access("\(root)\(Self.spool)", R_OK | X_OK) == 0 || geteuid() == 0 else {
            return reader.remark(Self.spool, "the crontabs of users are not read: only root may")
        }
        for user in names(in: Self.spool) where !user.hasPrefix(".") && !user.hasPrefix("tmp.") {
            guard !root.isEmpty || SystemUser(named: user) != nil else {
                reader.remark(
                    "\(Self.spool)/\(user)", "it is left alone, as by cron: there is no such user")
                continue
            }
            do throws(TrustedFile.Failure) { reader.read(try spooled(user)) } catch {
                tell(error, of: "\(Self.spool)/\(user)")
            }
        }
    }

    private func spooled(_ user: String) throws(TrustedFile.Failure) -> CrontabFile {
        let path = "\(Self.spool)/\(user)"
        // Another system's users have numbers of their own.
        let owners = root.isEmpty ? SystemUser(named: user).map { [0, $0.uid] } ?? [0] : nil
        let rule = TrustedFile(
            owners: owners.map(Set.init), forbiddenMode: 0o7177, followsLinks: false)
        let bytes = try rule.bytes(root + path, atMost: Self.longest)
        return CrontabFile(
            name: path, bytes: CrontabHeader.removed(from: bytes), format: .user, user: user,
            prefix: user)
    }

    private mutating func names(in folder: String) -> [String] {
        do throws(SystemError) { return try Folder.names(in: root + folder) } catch {
            if error.errno != ENOENT {
                reader.refuse(folder, "it is not read: \(SystemError.text(error.errno))")
            }
            return []
        }
    }

    private mutating func tell(_ failure: TrustedFile.Failure, of path: String) {
        switch failure {
        case .unreadable, .tooLarge: reader.refuse(path, "it is not read: \(Self.words(failure))")
        case .untrusted(let reason): reader.remark(path, "it is left alone, as by cron: \(reason)")
        }
    }

    private static func words(_ failure: TrustedFile.Failure) -> String {
        switch failure {
        case .unreadable(let error):
            SystemError.text(error.errno) + (error.errno == EACCES ? "; only root may read it" : "")
        case .untrusted(let reason): reason
        case .tooLarge: "it is larger than \(longest / 1024 / 1024) MiB"
        }
    }

    /// What has no lines of its own.
    private mutating func tellOfFolders() {
        let folders = ["hourly", "daily", "weekly", "monthly"].map { "/etc/cron.\($0)" }
            .filter { unsafe access(root + $0, F_OK) == 0 }
        if !folders.isEmpty {
            reader.remark(
                folders.joined(separator: ", "),
                "what lies there is run by lines of /etc/crontab, each for a whole folder, or by "
                    + "anacron"
            )
        }
        if unsafe access("\(root)/etc/anacrontab", F_OK) == 0 {
            reader.remark("/etc/anacrontab", "it is anacron's, and stays with it")
        }
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
