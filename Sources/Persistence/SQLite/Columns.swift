import CSQLite
import Domain
import Formats

/// Reads the values of a row, from left to right.
@safe struct Columns {
    private let handle: OpaquePointer
    private var next: Int32 = 0

    init(_ handle: OpaquePointer) { unsafe self.handle = unsafe handle }

    private mutating func place() -> Int32 {
        next += 1
        return next - 1
    }

    mutating func skip(_ count: Int32) { next += count }

    mutating func integer() -> Int64 { unsafe sqlite3_column_int64(handle, place()) }

    mutating func optionalInteger() -> Int64? {
        let place = place()
        guard unsafe sqlite3_column_type(handle, place) != SQLITE_NULL else { return nil }
        return unsafe sqlite3_column_int64(handle, place)
    }

    mutating func flag() -> Bool { integer() != 0 }

    mutating func text() -> String { optionalText() ?? "" }

    mutating func optionalText() -> String? {
        let place = place()
        guard let bytes = unsafe sqlite3_column_text(handle, place) else { return nil }
        let count = unsafe Int(sqlite3_column_bytes(handle, place))
        return unsafe String(
            decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }

    mutating func bytes() -> [UInt8] {
        let place = place()
        guard let bytes = unsafe sqlite3_column_blob(handle, place) else { return [] }
        let count = unsafe Int(sqlite3_column_bytes(handle, place))
        return unsafe Array(UnsafeRawBufferPointer(start: bytes, count: count))
    }

    mutating func time() -> Timestamp { Timestamp(microseconds: integer()) }

    mutating func optionalTime() -> Timestamp? {
        optionalInteger().map { Timestamp(microseconds: $0) }
    }

    mutating func optionalDuration() -> Duration? { optionalInteger().map { .microseconds($0) } }

    mutating func uid() throws(UnreadableRow) -> UID {
        let text = text()
        guard let uid = UID(text) else { throw UnreadableRow("\"\(text)\" is no uid") }
        return uid
    }

    mutating func optionalUID() throws(UnreadableRow) -> UID? {
        guard let text = optionalText() else { return nil }
        guard let uid = UID(text) else { throw UnreadableRow("\"\(text)\" is no uid") }
        return uid
    }

    mutating func name() throws(UnreadableRow) -> Name {
        do { return try Name(text()) } catch { throw UnreadableRow("\(error)") }
    }

    mutating func notificationSets() -> NotificationSets {
        NotificationSets(own: integer(), project: optionalInteger())
    }

    mutating func owner() throws(UnreadableRow) -> Owner {
        let number = integer()
        guard let uid = UInt32(exactly: number) else { throw UnreadableRow("\(number) is no user") }
        return Owner(uid: uid)
    }

    mutating func word<Word: RawRepresentable<String>>(
        _ type: Word.Type = Word.self
    ) throws(UnreadableRow) -> Word {
        let text = text()
        guard let word = Word(rawValue: text) else {
            throw UnreadableRow("unknown word \"\(text)\"")
        }
        return word
    }

    mutating func optionalWord<Word: RawRepresentable<String>>(
        _ type: Word.Type = Word.self
    ) throws(UnreadableRow) -> Word? {
        guard let text = optionalText() else { return nil }
        guard let word = Word(rawValue: text) else {
            throw UnreadableRow("unknown word \"\(text)\"")
        }
        return word
    }
}
