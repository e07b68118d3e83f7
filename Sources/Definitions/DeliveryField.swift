/// A key of the settings' `delivery`.
package enum DeliveryField: String, CaseIterable, Sendable {
    case allowPrivateAddresses = "allow_private_addresses"
    case limits
}

/// A key of what `limits` of `delivery` says of one kind of channel.
package enum SendingLimitField: String, CaseIterable, Sendable {
    case rate, concurrency
}
