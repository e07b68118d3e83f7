/// Who asks for something: a system user, and whether they administer the service.
package struct Caller: Hashable, Sendable {
    package let uid: UInt32
    package let isAdministrator: Bool

    package init(uid: UInt32, isAdministrator: Bool) {
        self.uid = uid
        self.isAdministrator = isAdministrator
    }

    /// Whether what belongs to the owner is the caller's to see and change.
    package func mayManage(_ owner: Owner) -> Bool { isAdministrator || uid == owner.uid }
}
