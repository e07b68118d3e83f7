/// What a channel cannot do without.
extension ChannelDeclaration {
    /// A parameter that is missing.
    package struct Missing: Hashable, Sendable {
        package let name: String
        /// The groups that could be given in its place.
        package let instead: [[String]]

        /// What could be given in its place, to follow words that name it; empty where nothing could.
        package var advice: String {
            instead.map { ", or " + ChannelDeclaration.words($0) }.joined()
        }
    }

    /// Whether the parameter has to be there, or may have to.
    package func needs(_ parameter: ParameterDeclaration) -> Bool {
        parameter.isRequired || alternatives.contains { $0.contains(parameter.name) }
    }

    /// What is missing where only these parameters are given.
    package func missing(given: Set<String>) -> [Missing] {
        let required = parameters.filter { $0.isRequired && !given.contains($0.name) }
            .map { Missing(name: $0.name, instead: []) }
        guard let nearest = nearestAlternative(given) else { return required }
        let isBegun = nearest.contains(where: given.contains)
        let instead = isBegun ? [] : alternatives.filter { $0 != nearest }
        return required
            + nearest.filter { !given.contains($0) }.map { Missing(name: $0, instead: instead) }
    }

    /// The group of which most is there; nil where one is there as a whole, or there is no choice.
    private func nearestAlternative(_ given: Set<String>) -> [String]? {
        var nearest: (group: [String], found: Int)?
        for group in alternatives {
            let found = group.count(where: given.contains)
            if found == group.count { return nil }
            if found > nearest?.found ?? -1 { nearest = (group, found) }
        }
        return nearest?.group
    }

    /// The alternatives in words: `It needs webhook, or token and channel.`; nil where there are none.
    package static func need(_ alternatives: [[String]]) -> String? {
        let groups = alternatives.map { $0.joined(separator: " and ") }
        return groups.isEmpty ? nil : "It needs \(groups.joined(separator: ", or "))."
    }

    /// The names in quotes: `"token" and "channel"`.
    package static func words(_ names: [String]) -> String {
        names.map { "\"\($0)\"" }.joined(separator: " and ")
    }
}
