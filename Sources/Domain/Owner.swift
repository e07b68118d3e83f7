/// The system user that a schedule or run belongs to.
package struct Owner: Hashable, Sendable {
    /// The numeric user id.
    package let uid: UInt32

    package init(uid: UInt32) { self.uid = uid }
}
