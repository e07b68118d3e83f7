import Glibc

/// Whether the tests run under a sanitizer, where everything takes many times longer.
package enum Sanitizer {
    package static let isOn: Bool = unsafe getenv("NOTIFYD_TEST_SANITIZER") != nil
}
