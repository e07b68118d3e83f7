import Domain

extension String {
    /// As much of a reason as is kept.
    var bounded: String {
        guard utf8.count > Domain.Limits.reasonBytes else { return self }
        var bytes = 0
        return String(
            prefix { character in
                bytes += character.utf8.count
                return bytes <= Domain.Limits.reasonBytes
            })
    }
}
