package import Formats

/// Python's parser of mails, which judges what we make.
package enum MailParser {
    /// For each mail: `headers` as pairs, decoded; `to`, `from` and the like as lists of
    /// `[name, address]`; `text`, `html`, `types` and `defects`.
    package static func read(_ mails: [String]) throws -> [JSONValue] {
        try PythonChild.lines(program, over: mails.map { JSONValue.string($0).text })
            .map { try JSONValue(parsing: $0) }
    }

    private static let program = """
        import email, email.policy, json, sys

        for line in sys.stdin:
            source = json.loads(line)
            mail = email.message_from_string(source, policy=email.policy.SMTPUTF8)
            defects = [str(defect) for part in mail.walk() for defect in part.defects]
            defects += [
                name + ": " + str(defect) for name, value in mail.items() for defect in value.defects]
            found = {
                "headers": [[name, str(value)] for name, value in mail.items()],
                "types": [part.get_content_type() for part in mail.walk()],
                "encodings": [
                    part["Content-Transfer-Encoding"] for part in mail.walk()
                    if not part.is_multipart()],
                "text": mail.get_body(("plain",)).get_content().replace("\\r\\n", "\\n"),
                "html": mail.get_body(("html",)).get_content().replace("\\r\\n", "\\n"),
                "longest": max(len(line) for line in source.encode().split(b"\\r\\n")),
                "date": mail["Date"].datetime.isoformat() if mail["Date"] else None,
                "defects": defects,
            }
            for name in ("From", "To", "Cc", "Bcc", "Reply-To"):
                found[name] = [
                    [each.display_name, each.username + "@" + each.domain if each.domain
                     else each.username]
                    for each in mail[name].addresses] if mail[name] else []
            print(json.dumps(found), flush=True)
        """
}

extension JSONValue {
    /// The value of a header of a mail that Python has read.
    package func header(_ name: String) -> String? {
        self["headers"]?.array?.first { $0.array?.first?.string == name }?.array?.last?.string
    }
}
