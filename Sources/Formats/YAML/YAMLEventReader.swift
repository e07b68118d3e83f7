internal import CYAML

/// Owns a parser of libyaml and the bytes that it reads.
@safe struct YAMLEventReader: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let input: UnsafeMutableBufferPointer<UInt8>

    init(bytes: some Collection<UInt8>) {
        unsafe input = .allocate(capacity: bytes.count)
        _ = unsafe input.initialize(from: bytes)
        unsafe parser = .allocate(capacity: 1)
        unsafe parser.initialize(to: yaml_parser_t())
        let isReady = unsafe yaml_parser_initialize(parser)
        precondition(isReady == 1, "no memory for a YAML parser")
        unsafe yaml_parser_set_input_string(parser, input.baseAddress, input.count)
    }

    deinit {
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
        unsafe input.deallocate()
    }

    /// The next event; nothing may be asked for after an error or the stream's end.
    mutating func next() throws(YAMLError) -> YAMLEvent {
        while true {
            var event = unsafe yaml_event_t()
            guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw problem() }
            defer { unsafe yaml_event_delete(&event) }
            if let known = unsafe YAMLEvent(event) { return known }
        }
    }

    private func problem() -> YAMLError {
        let parser = unsafe parser.pointee
        let text = unsafe parser.problem.map { unsafe String(cString: $0) } ?? "it cannot be read"
        if unsafe parser.error == YAML_READER_ERROR {
            return YAMLError(
                message: "this is not valid UTF-8 text without control characters: \(text)",
                position: unsafe place(ofByte: parser.problem_offset))
        }
        var message = "this is not valid YAML: \(text)"
        if let context = unsafe parser.context {
            let start = unsafe parser.context_mark
            unsafe message += " \(String(cString: context)) that begins at line \(start.line + 1)"
        }
        if let hint = Self.hints[text] { message += "; \(hint)" }
        return YAMLError(message: message, position: unsafe TextPosition(parser.problem_mark))
    }

    private static let hints = [
        "found character that cannot start any token":
            "indent with blanks, not tabs, and put texts that begin with @, ` or % in quotes",
        "mapping values are not allowed in this context":
            "check the indentation, and put texts that hold a colon and a blank in quotes",
        "found invalid Unicode character escape code": "write the character itself",
    ]

    private func place(ofByte offset: Int) -> TextPosition {
        let before = unsafe input[..<min(offset, input.count)]
        let line = unsafe before.reversed().firstIndex(of: UInt8(ascii: "\n"))
        let start = unsafe line.map { unsafe $0.base } ?? before.startIndex
        let lines = unsafe before.count { $0 == UInt8(ascii: "\n") }
        let characters = unsafe before[start...].count { $0 & 0xC0 != 0x80 }
        return TextPosition(line: lines + 1, column: characters + 1)
    }
}

extension TextPosition {
    fileprivate init(_ mark: yaml_mark_t) {
        self.init(line: mark.line + 1, column: mark.column + 1)
    }
}

extension YAMLEvent {
    /// Nil for an event that says nothing of the content.
    fileprivate init?(_ event: yaml_event_t) {
        let position = unsafe TextPosition(event.start_mark)
        let data = unsafe event.data
        switch unsafe event.type {
        case YAML_DOCUMENT_START_EVENT: self.init(kind: .documentStart, position: position)
        case YAML_DOCUMENT_END_EVENT: self.init(kind: .documentEnd, position: position)
        case YAML_STREAM_END_EVENT: self.init(kind: .streamEnd, position: position)
        case YAML_SEQUENCE_END_EVENT: self.init(kind: .listEnd, position: position)
        case YAML_MAPPING_END_EVENT: self.init(kind: .mapEnd, position: position)
        case YAML_ALIAS_EVENT:
            self.init(kind: .alias(unsafe text(data.alias.anchor) ?? ""), position: position)
        case YAML_SEQUENCE_START_EVENT:
            unsafe self.init(
                kind: .listStart, position: position, anchor: text(data.sequence_start.anchor),
                tag: text(data.sequence_start.tag))
        case YAML_MAPPING_START_EVENT:
            unsafe self.init(
                kind: .mapStart, position: position, anchor: text(data.mapping_start.anchor),
                tag: text(data.mapping_start.tag))
        case YAML_SCALAR_EVENT:
            let scalar = unsafe data.scalar
            let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            unsafe self.init(
                kind: .scalar(
                    String(decoding: bytes, as: UTF8.self),
                    isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE),
                position: position, anchor: text(scalar.anchor), tag: text(scalar.tag))
        default: return nil
        }
    }
}

private func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    unsafe pointer.map { unsafe String(cString: $0) }
}
