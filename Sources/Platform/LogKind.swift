/// What a log entry tells, by the id under which the journal keeps it (MESSAGE_ID, sd-journal(3)).
///
/// The ids never change, and none is used again: administrators search for them.
package enum LogKind: String, CaseIterable, Sendable {
    /// The service answers clients.
    case ready = "0ffd7a6976df403bb6a08f73438d5830"
    /// The service ends, as it was asked to.
    case stopping = "41f89768c6bf49c1bee40de097cb092c"
    /// The service cannot start, or cannot go on.
    case failed = "e61cfe1b087843eb9a32376757564fba"
    /// Settings and schedule files were read again, and count.
    case reloaded = "a50cd944403f4ac0a91feb37d16569bc"
    /// Settings or schedule files are not right; what counted before counts on.
    case refused = "1830a2453fb443fa832817b44a18d0d2"
    /// A run completed.
    case runCompleted = "03c7d330dc9e432e916760757e3ed16f"
    /// A run ended with an error.
    case runFailed = "6485811a7cde4d169692447354efeaf7"
    /// A run was aborted on request.
    case runAborted = "fd734478b2004d1fa8e3ee75a9f9e21b"
    /// Occurrences did not run.
    case runSkipped = "156a7d20e95b4260aca876e218cf4687"
    /// A notification was sent.
    case deliverySent = "14a81ca3bc9c44cdbaf8654f3543e0da"
    /// A notification could not be sent, and is given up.
    case deliveryFailed = "dd79e0f69d0349f7b3dce96f059bca92"
    /// What a notification told through the log.
    case message = "7d2e9a4c0b6f4e57a1c83f90d5b2e618"
    /// A destination does not answer; its deliveries wait.
    case destinationDown = "68a725b1af95454fb4eeaaba3a1a55fd"
    /// A destination answers again.
    case destinationUp = "a2661b692fc547a1b41a91852f576a15"
    /// The store cannot be read or written; what needs it waits.
    case storeTrouble = "28691958765945a792bededec0cb7c97"
    /// The store can be used again.
    case storeRecovered = "d456ff75dc7e42b0960b534076439bc6"
    /// There is no launcher; no run can start.
    case launcherLost = "2803cd4860d641d8a1fafe94176b1c54"
    /// The launcher answers.
    case launcherFound = "cd08dd0fcede42bc9da8da39891ba874"
    /// The clock was set, or the machine was suspended.
    case clockSet = "f24a2fe70daf4545a90584bad84d5b63"
}
