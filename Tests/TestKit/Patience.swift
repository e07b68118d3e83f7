/// How long a test may take before it counts as hung, on a machine that has other work as well.
package enum Patience {
    package static let minutes = Sanitizer.isOn ? 30 : 15
}
