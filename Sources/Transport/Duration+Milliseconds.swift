extension Duration {
    /// As libcurl wants it.
    var wholeMilliseconds: Int {
        Int(clamping: components.seconds) * 1000
            + Int(components.attoseconds / 1_000_000_000_000_000)
    }
}
