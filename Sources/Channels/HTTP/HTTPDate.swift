internal import Formats

/// Reads the three forms of a date in HTTP (RFC 9110, section 5.6.7).
enum HTTPDate {
    /// Seconds since 1970; nil when the text is no such date.
    ///
    /// A year of two digits that seems more than 50 years after `now` belongs to the century before.
    static func seconds(_ text: String, now: Int64) -> Int64? {
        // `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`, `Sun Nov  6 08:49:37 1994`
        let words = text.split { $0 == " " || $0 == "," || $0 == "-" }.map(String.init)
        let fields: (day: String, month: String, year: String, time: String)
        if words.count == 6, words[5] == "GMT" {
            fields = (words[1], words[2], words[3], words[4])
        } else if words.count == 5 {
            fields = (words[2], words[1], words[4], words[3])
        } else {
            return nil
        }
        let time = fields.time.split(separator: ":", omittingEmptySubsequences: false)
            .map(digits)
        guard let day = digits(fields.day[...]), var year = digits(fields.year[...]),
            let index = months.firstIndex(of: fields.month.lowercased()), time.count == 3,
            let hour = time[0], let minute = time[1], let second = time[2], hour < 24, minute < 60,
            second <= 60
        else { return nil }
        if fields.year.count == 2 {
            let thisYear = CivilDate.from(daysSinceEpoch: now / 86_400).year
            year += thisYear / 100 * 100
            if year > thisYear + 50 { year -= 100 }
        }
        let month = Int64(index + 1)
        guard (1970...9999).contains(year), day >= 1,
            day <= CivilDate.days(inMonth: month, of: year)
        else { return nil }
        let days = CivilDate.daysSinceEpoch(year: year, month: month, day: day)
        return days * 86_400 + hour * 3600 + minute * 60 + second
    }

    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    private static func digits(_ text: Substring) -> Int64? {
        guard (1...4).contains(text.utf8.count), text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else {
            return nil
        }
        return Int64(text)
    }
}
