internal import CCurl
internal import Channels

/// One mail's conversation with a server, on the thread that runs it.
@safe final class SMTPTransfer {
    private let easy: EasyHandle
    private let mail: SMTPMail
    private let call: SMTPCall
    private let limits: Limits
    private let errorText: UnsafeMutablePointer<CChar>
    private var conversation: SMTPConversation
    private var recipients = HeaderList()
    private let opener = SocketOpener()
    private var receivedBytes = 0
    private var sentBytes = 0

    private init?(_ mail: SMTPMail, for call: SMTPCall, _ limits: Limits) {
        guard let easy = EasyHandle() else { return nil }
        self.easy = easy
        self.mail = mail
        self.call = call
        self.limits = limits
        conversation = SMTPConversation(
            recipients: mail.recipients.map(\.text), answerLimit: limits.mailAnswer)
        unsafe errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        unsafe errorText.deallocate()
    }

    /// Sends the mail and answers the call; returns when the connection is closed.
    static func run(_ mail: SMTPMail, for call: SMTPCall, _ limits: Limits) {
        if call.isOver { return }
        guard let transfer = SMTPTransfer(mail, for: call, limits), transfer.prepare() else {
            return call.end(
                .failure(
                    .init(
                        .other,
                        "the mail to \(mail.server.hostAndPort) could not be prepared: out of memory"
                    )))
        }
        let result = transfer.easy.perform()
        // Later than that the first answer counts.
        call.end(transfer.outcome(result))
    }

    private func outcome(_ result: CURLcode) -> SMTPCall.Outcome {
        if let reply = conversation.finalReply ?? conversation.refusingReply {
            return .success(reply)
        }
        let place = mail.server.hostAndPort
        if let failure = opener.failure(at: place) { return .failure(failure) }
        if receivedBytes > limits.replyHeaders {
            let bound = "more than \(limits.replyHeaders) bytes"
            return .failure(.init(.tooLarge, "\(place) answered with \(bound)"))
        }
        let text = unsafe String(cString: errorText)
        return .failure(.init(result, text: text, place: place, limits: limits))
    }

    /// False when there is no memory.
    private func prepare() -> Bool {
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe easy.set(CURLOPT_HEADERDATA, pointer: context)
        unsafe easy.set(CURLOPT_WRITEDATA, pointer: context)
        unsafe easy.set(CURLOPT_READDATA, pointer: context)
        unsafe easy.set(CURLOPT_DEBUGDATA, pointer: context)
        unsafe easy.set(CURLOPT_XFERINFODATA, pointer: context)
        unsafe easy.set(CURLOPT_HEADERFUNCTION, function: receiveLine)
        unsafe easy.set(CURLOPT_WRITEFUNCTION, function: receiveNothing)
        unsafe easy.set(CURLOPT_READFUNCTION, function: giveBytes)
        unsafe easy.set(trace: noteCommand)
        unsafe easy.set(progress: askWhetherOver)
        unsafe easy.set(CURLOPT_ERRORBUFFER, pointer: errorText)
        easy.set(CURLOPT_VERBOSE, true)
        easy.set(CURLOPT_NOPROGRESS, false)
        easy.set(CURLOPT_NOSIGNAL, true)
        easy.set(CURLOPT_QUICK_EXIT, true)
        // What connections ask of TLS differs, and libcurl would share them among all who name the
        // same server.
        easy.set(CURLOPT_FORBID_REUSE, true)
        easy.set(CURLOPT_CONNECTTIMEOUT_MS, limits.mailConnectTimeout.wholeMilliseconds)
        easy.set(CURLOPT_TIMEOUT_MS, max(1, mail.timeout.wholeMilliseconds))
        easy.set(CURLOPT_UPLOAD, true)
        easy.set(uploadSize: mail.bytes.count)
        // One address that is wrong keeps nobody else from the mail.
        easy.set(CURLOPT_MAIL_RCPT_ALLLOWFAILS, true)
        for recipient in mail.recipients {
            guard recipients.append("<\(recipient.text)>") else { return false }
        }
        easy.set(CURLOPT_MAIL_RCPT, recipients)
        return setServer() && opener.watch(easy, reach: mail.reach)
            && easy.set(CURLOPT_MAIL_FROM, "<\(mail.sender.text)>")
            && easy.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
            && easy.set(CURLOPT_URL, mail.server.url)
    }

    private func setServer() -> Bool {
        let server = mail.server
        let wish =
            switch server.security {
            case .implicit, .required: CURLUSESSL_ALL
            case .opportunistic: CURLUSESSL_TRY
            case .none: CURLUSESSL_NONE
            }
        easy.set(CURLOPT_USE_SSL, Int(wish.rawValue))
        easy.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        easy.set(CURLOPT_SSL_VERIFYPEER, server.verifyTLS)
        easy.set(CURLOPT_SSL_VERIFYHOST, server.verifyTLS ? 2 : 0)
        if let file = server.caFile {
            easy.clear(CURLOPT_CAPATH)
            guard easy.set(CURLOPT_CAINFO, file) else { return false }
        }
        guard let login = server.login else { return true }
        return easy.set(CURLOPT_USERNAME, login.user) && easy.set(CURLOPT_PASSWORD, login.password)
    }

    fileprivate func receive(_ line: UnsafeRawBufferPointer) -> Int {
        receivedBytes += line.count
        guard receivedBytes <= limits.replyHeaders else { return 0 }
        unsafe conversation.received(line)
        // Whoever waits need not wait for the farewell, which some servers never answer.
        if let reply = conversation.finalReply { call.end(.success(reply)) }
        return line.count
    }

    fileprivate func note(_ command: UnsafeRawBufferPointer) {
        unsafe conversation.sent(command)
    }

    fileprivate func give(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let piece = mail.bytes[sentBytes...].prefix(buffer.count)
        unsafe buffer.copyBytes(from: piece)
        sentBytes += piece.count
        return piece.count
    }

    /// Whether libcurl is to wait no longer: for an answer to its farewell it would do so for minutes.
    fileprivate var isOver: Bool { call.isOver || conversation.isLeaving }
}

@unsafe private func transfer(_ context: UnsafeMutableRawPointer?) -> SMTPTransfer? {
    guard let context = unsafe context else { return nil }
    return unsafe Unmanaged<SMTPTransfer>.fromOpaque(context).takeUnretainedValue()
}

private func receiveLine(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let transfer = unsafe transfer(context) else { return 0 }
    return unsafe transfer.receive(.init(start: bytes, count: size * count))
}

/// A mail server sends nothing but lines.
private func receiveNothing(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int { size * count }

private func giveBytes(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let transfer = unsafe transfer(context) else { return Int(CURL_READFUNC_ABORT) }
    return unsafe transfer.give(into: .init(start: bytes, count: size * count))
}

private func noteCommand(
    _ easy: UnsafeMutableRawPointer?, _ kind: curl_infotype, _ bytes: UnsafeMutablePointer<CChar>?,
    _ size: Int, _ context: UnsafeMutableRawPointer?
) -> CInt {
    if kind == CURLINFO_HEADER_OUT, let transfer = unsafe transfer(context) {
        unsafe transfer.note(.init(start: bytes, count: size))
    }
    return 0
}

private func askWhetherOver(
    _ context: UnsafeMutableRawPointer?, _ downloadTotal: curl_off_t, _ downloaded: curl_off_t,
    _ uploadTotal: curl_off_t, _ uploaded: curl_off_t
) -> CInt {
    unsafe transfer(context)?.isOver == true ? 1 : 0
}
