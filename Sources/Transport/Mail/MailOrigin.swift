package import Channels
internal import Glibc
internal import Platform

/// Who sends, and where, when a configuration does not say it.
package struct MailOrigin: Sendable {
    package let sender: NamedAddress
    package let host: String

    package init(sender: NamedAddress, host: String) {
        self.sender = sender
        self.host = host
    }

    /// The account that this process runs as, at the name that Debian's mail systems use for the machine
    /// (/etc/mailname), or at its host name.
    package static func ofThisMachine() -> MailOrigin? {
        let user = SystemUser(uid: geteuid())?.name ?? standardUser
        let hosts = [mailName, hostName, "localhost"].compactMap(\.self)
        for host in hosts {
            for user in [user, standardUser] {
                guard let address = try? MailAddress("\(user)@\(host)"),
                    let domain = address.domain
                else { continue }
                return MailOrigin(sender: NamedAddress(name: displayName, address), host: domain)
            }
        }
        return nil
    }

    private static let standardUser = "notifyd"
    private static let displayName = "notifyd"
    /// Bytes of the file, and of a host name (HOST_NAME_MAX).
    private static let nameLimit = 256

    private static var mailName: String? {
        guard let bytes = try? SmallFile.bytes("/etc/mailname", atMost: nameLimit) else {
            return nil
        }
        return String(decoding: bytes.prefix { $0 > 0x20 }, as: UTF8.self)
    }

    private static var hostName: String? {
        var name = [CChar](repeating: 0, count: nameLimit)
        guard unsafe gethostname(&name, name.count - 1) == 0 else { return nil }
        return String(
            decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
