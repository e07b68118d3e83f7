extension HTTPAddress {
    /// The URL for people to read: a mask stands for its path, query and user part, which may be secret.
    package var shownText: String {
        guard let start = text.firstRange(of: "://")?.upperBound else { return origin }
        let rest = text[start...].drop { $0 != "/" && $0 != "?" && $0 != "#" }
        return rest.isEmpty || rest == "/" ? "\(origin)/" : "\(origin)/\(Redactor.mark)"
    }
}
