/// Which addresses besides those of the public Internet users may reach who are no administrators.
package enum PrivateAddresses: Hashable, Sendable {
    case all
    case ranges([NetworkRange])

    package static let none = PrivateAddresses.ranges([])

    /// How far those users reach.
    package var reach: NetworkReach {
        switch self {
        case .all: .everywhere
        case .ranges(let ranges): .outside(also: ranges)
        }
    }
}
