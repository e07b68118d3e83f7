/// Cuts the last lines out of what a command has written.
package enum LogTail {
    /// At most `Limits.logTailLines` lines and `Limits.logTailBytes` bytes, without the last line's end.
    ///
    /// Lines stay whole but for one that is too long alone. Bytes that are no UTF-8 become U+FFFD.
    ///
    /// - Parameter isWhole: whether the bytes are all there is, and not only the end of it.
    package static func text(endOf bytes: some Collection<UInt8>, isWhole: Bool) -> String {
        // Half a character before the cut is none that was written.
        let bytes = isWhole ? bytes[...] : bytes.drop { $0 & 0xC0 == 0x80 }
        var scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars[...]
        while let last = scalars.last, last == "\n" || last == "\r" { scalars.removeLast() }
        var (start, room, lines) = (scalars.endIndex, Limits.logTailBytes, 1)
        var lineStart: String.Index?
        while start > scalars.startIndex {
            let before = scalars.index(before: start)
            room -= UTF8.width(scalars[before])
            if room < 0 { return String(scalars[(lineStart ?? start)...]) }
            if scalars[before] == "\n" {
                if lines == Limits.logTailLines { return String(scalars[start...]) }
                lines += 1
                lineStart = start
            }
            start = before
        }
        return String(isWhole ? scalars : scalars[(lineStart ?? start)...])
    }
}
