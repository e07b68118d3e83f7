import Domain
import Formats

extension SettingsReader {
    /// - Parameter kinds: the kinds of channels there are; nil where that is not known.
    static func readDelivery(
        _ place: Place, kinds: [String]?, into settings: inout GivenSettings,
        reading: inout Reading
    ) {
        guard let fields = Fields<DeliveryField>(place, of: "delivery", reading: &reading)
        else { return }
        settings.privateAddresses = fields[.allowPrivateAddresses].flatMap {
            reading.privateAddresses($0)
        }
        for (kind, place) in fields[.limits].flatMap({ reading.map($0) }) ?? [] {
            if let kinds, !kinds.contains(kind) {
                reading.fault(
                    place,
                    UnknownWord.message("kind of channel", kind, among: kinds, alwaysList: true))
            }
            settings.sendingLimits[kind] = reading.sendingLimits(place)
        }
    }
}

extension Reading {
    fileprivate mutating func privateAddresses(_ place: Place) -> PrivateAddresses? {
        if case .bool(let all) = place.node.content { return all ? .all : PrivateAddresses.none }
        guard case .list = place.node.content, let elements = list(place) else {
            wrongForm(place, wanted: "true, false or a list such as [10.0.0.0/8]")
            return nil
        }
        return .ranges(elements.compactMap { range($0) })
    }

    private mutating func range(_ place: Place) -> NetworkRange? {
        guard let text = text(place, atMost: DefinitionLimits.wordLength) else { return nil }
        guard let range = NetworkRange(text) else {
            fault(
                place,
                "must be an address, or a range such as 10.0.0.0/8 or fd00::/8, not \(text.shown)")
            return nil
        }
        return range
    }

    fileprivate mutating func sendingLimits(_ place: Place) -> SendingLimits? {
        guard let fields = Fields<SendingLimitField>(place, of: "a limit", reading: &self) else {
            return nil
        }
        return SendingLimits(
            rate: fields[.rate].flatMap { rate($0) },
            concurrency: fields[.concurrency].flatMap {
                integer($0, in: SendingLimits.concurrencies)
            }.map(Int.init))
    }

    private mutating func rate(_ place: Place) -> SendingLimits.Rate? {
        guard let text = text(place, atMost: DefinitionLimits.wordLength) else { return nil }
        if text == "unlimited" { return .unlimited }
        guard let rate = SendingRate(text) else {
            fault(
                place,
                "must be a rate such as 1/s, 10/m or 5/2s, of at most \(SendingRate.counts.upperBound) "
                    + "messages in at most \(SendingRate.periods.upperBound.text), or unlimited, "
                    + "not \(text.shown)")
            return nil
        }
        return .atMost(rate)
    }
}
