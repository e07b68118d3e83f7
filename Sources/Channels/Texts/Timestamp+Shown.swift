internal import Formats

extension Timestamp {
    /// The whole second for people: `2025-03-08 12:00:00 UTC`.
    var shownText: String {
        let whole = Timestamp(seconds: seconds).description
        return whole.replacing("T", with: " ").replacing("Z", with: " UTC")
    }
}
