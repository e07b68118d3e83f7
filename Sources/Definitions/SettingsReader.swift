import Domain
import Formats

/// Reads the service's settings from files: all of them, or all faults.
package enum SettingsReader {
    /// What the files say together; the later one counts more.
    ///
    /// - Parameter kinds: the kinds of channels there are; nil where that is not known.
    package static func settings(
        inFiles files: [DefinitionFile], kinds: [String]? = nil
    ) throws(InvalidFiles) -> GivenSettings {
        var settings = GivenSettings()
        var faults: [FileFault] = []
        for file in files {
            var reading = Reading()
            for document in reading.documents(of: file) ?? [] where !document.isNull {
                settings.apply(
                    read(Place(path: "", node: document), kinds: kinds, reading: &reading))
            }
            faults += reading.faults.map { FileFault(file: file.name, fault: $0) }
        }
        guard faults.isEmpty else { throw InvalidFiles(faults: faults) }
        return settings
    }

    private static func read(
        _ place: Place, kinds: [String]?, reading: inout Reading
    ) -> GivenSettings {
        var settings = GivenSettings()
        guard let fields = Fields<SettingField>(place, of: "the settings", reading: &reading)
        else { return settings }
        func path(_ field: SettingField) -> String? {
            fields[field].flatMap { reading.absolutePath($0) }
        }
        settings.state = path(.state)
        settings.socket = path(.socket)
        settings.launcher = path(.launcher)
        settings.launcherSocket = path(.launcherSocket)
        settings.schedules = path(.schedules)
        settings.plugins = fields[.plugins].flatMap { folders($0, reading: &reading) }
        if let place = fields[.retry] { readRetry(place, into: &settings, reading: &reading) }
        if let place = fields[.limits] { readLimits(place, into: &settings, reading: &reading) }
        if let place = fields[.delivery] {
            readDelivery(place, kinds: kinds, into: &settings, reading: &reading)
        }
        return settings
    }

    /// One folder, or a list of them.
    private static func folders(_ place: Place, reading: inout Reading) -> [String]? {
        if case .text = place.node.content { return reading.absolutePath(place).map { [$0] } }
        guard let places = reading.list(place) else { return nil }
        guard places.count <= DefinitionLimits.pluginFolders else {
            reading.fault(
                place, "must have at most \(DefinitionLimits.pluginFolders) folders")
            return nil
        }
        return places.compactMap { reading.absolutePath($0) }
    }

    private static func readRetry(
        _ place: Place, into settings: inout GivenSettings, reading: inout Reading
    ) {
        guard let fields = Fields<DeliveryRetryField>(place, of: "retry", reading: &reading)
        else { return }
        settings.retryDelay = fields[.delay].flatMap {
            reading.duration($0, in: DefinitionLimits.deliveryRetryDelay)
        }
        settings.longestRetryDelay = fields[.longestDelay].flatMap {
            reading.duration($0, in: DefinitionLimits.deliveryRetryDelay)
        }
        settings.giveUpAfter = fields[.giveUpAfter].flatMap {
            reading.duration($0, in: DefinitionLimits.giveUpAfter)
        }
    }

    private static func readLimits(
        _ place: Place, into settings: inout GivenSettings, reading: inout Reading
    ) {
        guard let fields = Fields<ActiveLimitField>(place, of: "limits", reading: &reading)
        else { return }
        func count(_ field: ActiveLimitField) -> Int? {
            fields[field].flatMap { reading.integer($0, in: DefinitionLimits.activeRuns) }
                .map(Int.init)
        }
        settings.active = count(.active)
        settings.activePerUser = count(.activePerUser)
        settings.activePerProject = count(.activePerProject)
        settings.catchUp = count(.catchUp)
    }
}

extension Reading {
    fileprivate mutating func absolutePath(_ place: Place) -> String? {
        guard let text = text(place, atMost: DefinitionLimits.pathLength) else { return nil }
        guard text.hasPrefix("/") else {
            fault(place, "must be a path from the root, such as /srv/notifyd, not \(text.shown)")
            return nil
        }
        return text
    }
}
