/// How a store is opened, where it is not as usual.
package struct StoreOptions: Sendable {
    /// Pages to which the database may grow, as if the disk ended there.
    package var maximumPages: Int?
    /// Bytes kept on the disk for when it is full; 0 for none.
    package var ballastBytes: Int64 = StoreLimits.ballastBytes

    /// Milliseconds to wait for another program's lock on the database.
    package var lockMilliseconds: Int32 = StoreLimits.lockMilliseconds

    /// Whether secrets are deleted when the store is opened, because their key is lost.
    package var discardsSecrets = false

    package init() {}
}
