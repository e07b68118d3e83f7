/// What becomes of times that the wall never shows because the zone's clock jumps forward.
package enum GapRule: String, Sendable, Hashable, CaseIterable {
    /// They come once, when the jump ends.
    case run
    /// They do not come.
    case skip
    /// They come as long after the jump as they would have come after its beginning.
    case shift
}

/// What becomes of times that the wall shows twice because the zone's clock jumps backward.
package enum FoldRule: String, Sendable, Hashable, CaseIterable {
    /// They come at the first passage only.
    case first
    /// They come at the second passage only.
    case last
    /// They come at both.
    case both
}
