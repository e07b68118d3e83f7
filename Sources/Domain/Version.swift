/// The version of the programs, as the Debian changelog has it.
package enum Version {
    /// `notifyd-launcher`, which imports nothing, repeats it.
    package static let text = "0.1.0"
}
