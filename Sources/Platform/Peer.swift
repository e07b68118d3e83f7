import CLinux
import Glibc

/// The process at the other end of a Unix socket, as the kernel names it (SO_PEERCRED).
package struct Peer: Hashable, Sendable {
    package let pid: Int32
    package let uid: UInt32
    package let gid: UInt32

    package init(pid: Int32, uid: UInt32, gid: UInt32) {
        self.pid = pid
        self.uid = uid
        self.gid = gid
    }

    package init(of socket: borrowing Descriptor) throws(SystemError) {
        var (pid, uid, gid) = (pid_t(), uid_t(), gid_t())
        guard unsafe linux_peer_credentials(socket.number, &pid, &uid, &gid) == 0 else {
            throw SystemError("read the credentials of a client")
        }
        self.init(pid: pid, uid: uid, gid: gid)
    }
}
