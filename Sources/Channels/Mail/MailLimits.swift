/// The bounds of mails, each with its unit.
package enum MailLimits {
    /// The longest time for one mail, from connecting to the server's last word: what a server checks
    /// before that takes long, and a mail given up too early comes twice.
    package static let timeout = Duration.seconds(120)
    /// Recipients of one mail, which every server takes (RFC 5321, section 4.5.3.1.8).
    static let recipients = 100
    /// Bytes of an address (RFC 5321, section 4.5.3.1.3, without its brackets).
    static let address = 254
    /// Bytes of the part before the @ (RFC 5321, section 4.5.3.1.1).
    static let localPart = 64
    /// Bytes of a host's name (RFC 1035, section 2.3.4).
    static let domain = 253
    /// Bytes of one part of it.
    static let label = 63
    /// Bytes of the name beside an address.
    static let displayName = 200
    /// Characters of a subject, with its prefix.
    static let subject = 250
    /// Characters of the prefix of subjects.
    static let subjectPrefix = 100
    /// Characters of a message's text.
    static let text = 50_000
    /// Characters of one field of a run.
    static let field = 1000
    /// Results of one run that are shown.
    static let results = 50
    /// Runs that are shown.
    static let runs = 20
    /// Characters of a log's end.
    static let log = 8000
    /// Header fields that a configuration may add.
    static let headers = 20
    /// Bytes of the value of one.
    static let headerValue = 500
    /// Characters of a line of an encoded body (RFC 2045, section 6.7).
    static let encodedLine = 76
    /// Characters of a header's line, where it can be folded (RFC 2047, section 2).
    static let headerLine = 76
    /// Bytes in one encoded word of a header: 60 characters of base64, of 75 that it may have.
    static let encodedWord = 45
    /// Bytes in the first one, which stands behind the field's name.
    static let firstEncodedWord = 27
    /// Recipients that a remark names.
    static let namedRefusals = 5
}
