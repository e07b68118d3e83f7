import Channels
import Domain
import Formats
import TestKit
import Testing

/// What every channel has to do, whatever its service; a channel joins in `ChannelSample.all`.
struct ConformanceTests {
    @Test func `every channel of the table is in the suite, and none is there twice`() {
        #expect(ChannelSample.all.map(\.kind) == ChannelTable.declarations.map(\.kind))
        #expect(Set(ChannelSample.all.map(\.kind)).count == ChannelSample.all.count)
    }

    @Test(arguments: ChannelSample.overHTTP)
    func `every status has its verdict`(sample: ChannelSample) throws {
        let channel = try sample.channel()
        for status in 100...999 {
            let reply = HTTPReply(
                status: status, headers: [.init("Retry-After", "7")], body: Array("words".utf8))
            switch (status, channel.verdict(on: .http(reply))) {
            case (200...299, .delivered): break
            case (408, .retry(.seconds(7), let reason)), (425, .retry(.seconds(7), let reason)),
                (429, .retry(.seconds(7), let reason)),
                (500...599, .retry(.seconds(7), let reason)),
                (400...499, .rejected(let reason)):
                #expect(reason == "127.0.0.1:9 answered \(status): words")
            case (300...399, .rejected(let reason)):
                #expect(reason.contains("answered \(status)"))
            case (100...199, .retry(nil, let reason)), (600..., .retry(nil, let reason)):
                #expect(reason.contains("answered \(status)"))
            case (_, let verdict):
                Issue.record("\(status): \(verdict)")
            }
        }
        for status in [408, 425, 429] {
            let verdict = channel.verdict(on: .http(HTTPReply(status: status)))
            #expect(verdict == .retry(after: nil, reason: "127.0.0.1:9 answered \(status)"))
        }
    }

    @Test(arguments: ChannelSample.all, TransportFailure.Kind.allCases.filter { $0 != .absent })
    func `every failure to reach the destination is tried again`(
        sample: ChannelSample, kind: TransportFailure.Kind
    ) throws {
        let failure = TransportFailure(kind, "host:1 is gone")
        guard case .retry(nil, let reason) = try sample.channel().verdict(on: .failed(failure))
        else {
            Issue.record("not tried again")
            return
        }
        #expect(!reason.isEmpty)
    }

    @Test(arguments: ChannelSample.all)
    func `no secret shows in a destination, a reason or an error`(sample: ChannelSample) throws {
        let channel = try sample.redactedChannel()
        var texts = [channel.destination.key, channel.destination.text]
        for secret in sample.secrets {
            let echo = Array("no route for /x/\(secret)/y: \"\(secret)\" is unknown".utf8)
            for status in [302, 404, 429, 500, 700] {
                let location = HTTPHeader("Location", "https://elsewhere.example/\(secret)")
                let reply = HTTPReply(status: status, headers: [location], body: echo)
                texts.append("\(channel.verdict(on: .http(reply)))")
            }
            // The secret lies across the end of what is looked at.
            for offset in 1..<secret.utf8.count {
                let filler = Array(repeating: UInt8(ascii: " "), count: 4096 - offset)
                let reply = HTTPReply(status: 500, body: filler + Array(secret.utf8))
                let reason = "\(channel.verdict(on: .http(reply)))"
                #expect(!reason.contains(secret.prefix(max(offset, 4)).description), "\(reason)")
            }
            texts.append(
                "\(channel.verdict(on: .failed(.init(.other, "could not use \(secret)"))))")
        }
        var parameters = sample.parameters(base: "ftp://127.0.0.1")
        parameters["unknown"] = 1
        if let fault = try? #require(
            throws: ParameterErrors.self,
            performing: { try ChannelTable.channel(kind: sample.kind, parameters: parameters) })
        {
            texts.append("\(fault)")
        }
        for text in texts {
            for secret in sample.secrets { #expect(!text.contains(secret), "\(text)") }
        }
    }

    @Test(arguments: ChannelSample.overHTTP)
    func `of an answer its status and the beginning of its words are kept`(
        sample: ChannelSample
    ) throws {
        let channel = try sample.redactedChannel()
        for status in [100, 204, 302, 404, 503] {
            let reply = HTTPReply(status: status, body: Array(" not\n found ".utf8))
            let answer = channel.answer(in: .http(reply))
            #expect(answer == Answer(status: status, text: "not found"))
        }
        let long = HTTPReply(status: 200, body: Array(String(repeating: "word ", count: 900).utf8))
        let cut = channel.answer(in: .http(long)).text
        #expect(cut.hasSuffix("…") && (150...200).contains(cut.utf16.count))
        for reply in [ChannelReply.logged, .failed(.init(.timeout, "host:1 is gone"))] {
            #expect(channel.answer(in: reply) == Answer(status: nil, text: ""))
        }
    }

    @Test(arguments: ChannelSample.overHTTP)
    func `no secret shows in what is kept of an answer`(sample: ChannelSample) throws {
        let channel = try sample.redactedChannel()
        let user = sample.takesUserPart ? "us%65r:hidden-word@" : ""
        let base = "http://\(user)127.0.0.1:9"
        let request = try #require(try sample.httpRequest(base: base))
        let ofUser = user.isEmpty ? [] : ["hidden-word", "dXNlcjpoaWRkZW4td29yZA=="]
        let all = sample.secrets + ofUser
        let withUser = try sample.redactedChannel(base: base)
        let echoes =
            [
                request.url.text,
                request.headers.map { "\($0.name): \($0.value)" }.joined(separator: "\n"),
            ]
            + all.flatMap { ["\"\($0)\"", "x=\($0)&y", "/\($0)/", "\\/\($0)\\/", "\($0).\($0)"] }
        for status in [200, 302, 404, 429, 500] {
            for echo in echoes {
                let reply = ChannelReply.http(HTTPReply(status: status, body: Array(echo.utf8)))
                let text = withUser.answer(in: reply).text
                for secret in all { #expect(!text.contains(secret), "\(text)") }
            }
            // The secret lies across the end of what is looked at, or of what is kept of the body.
            for secret in sample.secrets {
                for offset in 4..<secret.utf8.count {
                    let filler = Array(repeating: UInt8(ascii: " "), count: 4096 - offset)
                    let whole = HTTPReply(status: status, body: filler + Array(secret.utf8))
                    let cut = HTTPReply(
                        status: status, body: Array(secret.utf8.prefix(offset)), bodyIsCut: true)
                    for reply in [whole, cut] {
                        let text = channel.answer(in: .http(reply)).text
                        #expect(!text.contains(secret.prefix(offset)), "\(text)")
                    }
                }
            }
        }
    }

    @Test(arguments: ChannelSample.overHTTP, HostileText.all)
    func `what is kept of an answer is one short line that can be printed`(
        sample: ChannelSample, hostile: HostileText
    ) throws {
        let reply = HTTPReply(status: 500, body: Array(hostile.text.utf8))
        let text = try sample.redactedChannel().answer(in: .http(reply)).text
        #expect(text.utf16.count <= 200)
        #expect(text.utf8.count <= 600)
        #expect(!text.unicodeScalars.contains { $0.value < 0x20 || (0x7F..<0xA0) ~= $0.value })
        #expect(!text.contains("\u{202E}"))
    }

    @Test(arguments: ChannelSample.all)
    func `unknown, missing and misshapen parameters are all named at once`(
        sample: ChannelSample
    ) throws {
        let declaration = try #require(
            ChannelTable.declarations.first { $0.kind == sample.kind })
        var wrong: JSONObject = ["no_such_one": true]
        var expected: Set<String> = ["no_such_one"]
        for parameter in declaration.parameters where parameter.form == .any {
            wrong[parameter.name] = sample.parameters()[parameter.name]
        }
        for parameter in declaration.parameters where parameter.form != .any {
            wrong[parameter.name] = parameter.form == .integer ? "text" : 17
            expected.insert(parameter.name)
        }
        let errors = #expect(throws: ParameterErrors.self) {
            try ChannelTable.channel(kind: sample.kind, parameters: wrong)
        }
        #expect(Set((errors?.faults ?? []).map(\.path)) == expected)

        let missing = declaration.missing(given: []).map(\.name)
        if !missing.isEmpty {
            let errors = #expect(throws: ParameterErrors.self) {
                try ChannelTable.channel(kind: sample.kind, parameters: [:])
            }
            #expect(errors?.faults.map(\.path) == missing)
        }
    }

    @Test(arguments: ChannelSample.all)
    func `a parameter that is null is as one left out`(sample: ChannelSample) throws {
        let declaration = try #require(
            ChannelTable.declarations.first { $0.kind == sample.kind })
        var parameters = sample.parameters()
        for parameter in declaration.parameters where parameters[parameter.name] == nil {
            parameters[parameter.name] = .null
        }
        let channel = try ChannelTable.channel(kind: sample.kind, parameters: parameters)
        let message = try Message.sample()
        #expect(
            "\(try channel.request(for: message, at: .sampleNow))"
                == "\(try sample.channel().request(for: message, at: .sampleNow))")
    }

    @Test(arguments: ChannelSample.all, HostileText.all)
    func `hostile texts stay texts, and bounded`(sample: ChannelSample, hostile: HostileText) throws
    {
        let text = hostile.text
        let message = try Message.sample(
            text: text, runName: text, error: text, results: [text: .string(text)])
        let channel = try sample.channel()
        switch try channel.request(for: message, at: .sampleNow).action {
        case .http(let request):
            #expect(request.body.count <= 4 * 1024 * 1024)
            if request.isForm {
                #expect(
                    request.body.allSatisfy { "%&+=-._~".utf8.contains($0) || $0.isAlphanumeric })
            } else {
                #expect(try JSONValue(parsing: request.body).object != nil)
            }
            #expect(!request.body.contains { $0 < 0x20 || $0 == 0x7F })
            for header in request.headers {
                #expect(HTTPHeader.isName(header.name) && HTTPHeader.isValue(header.value))
            }
        case .irc(let request):
            #expect(!request.lines.isEmpty && request.lines.count <= 12)
            for line in request.lines {
                #expect(!line.utf8.contains { [0x00, 0x01, 0x0A, 0x0D].contains($0) })
                #expect(line.utf8.count < 512)
            }
        case .mail(let request):
            let sender = try #require(request.sender)
            let bytes = request.content.bytes(from: sender, host: "host.example")
            #expect(bytes.count <= 4 * 1024 * 1024)
            for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
                #expect(line.isEmpty || line.last == 0x0D)
                #expect(line.count <= 999 && line.dropLast().allSatisfy { 0x20...0x7E ~= $0 })
            }
        case .upload(let upload):
            #expect(upload.request.url.text.utf8.allSatisfy { 0x21...0x7E ~= $0 })
            #expect(upload.request.body.isEmpty)
        case .program(let request):
            #expect(request.input.count <= 4 * 1024 * 1024)
            #expect(String(validating: request.input, as: UTF8.self) != nil)
            for argument in request.arguments {
                #expect(!argument.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F })
                #expect(argument.utf8.count <= 1024)
            }
            let attachment = request.attachment ?? []
            #expect(!attachment.contains { $0 < 0x20 && $0 != 0x0A })
        case .log(let lines):
            #expect(!lines.isEmpty && lines.count <= 22)
            for line in lines {
                #expect(line.text.utf16.count <= 2000)
                #expect(!line.text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F })
                #expect(!line.text.contains("\u{202E}"))
            }
        }
    }

    @Test(arguments: ChannelSample.all)
    func `the same message and time make the same request`(sample: ChannelSample) throws {
        let message = try Message.sample()
        let requests = try (0..<2).map { _ in
            "\(try sample.channel().request(for: message, at: .sampleNow))"
        }
        #expect(requests[0] == requests[1])
    }

    @Test(arguments: ChannelSample.overHTTP.filter { !$0.takesUserPart })
    func `a user before the host of what everybody sees is refused`(sample: ChannelSample) {
        let errors = #expect(throws: ParameterErrors.self) {
            try sample.channel(base: "http://user:hidden-word@127.0.0.1:9")
        }
        #expect(errors?.faults.count == 1)
        #expect(errors?.description.contains("hidden-word") == false)
    }

    @Test(arguments: ChannelTable.declarations)
    func `where a secret may come from the environment, its route is marked`(
        channel: ChannelDeclaration
    ) {
        let parameters = channel.parameters
        guard parameters.contains(where: { $0.isSecret && !$0.environment.isEmpty }) else { return }
        let routes: Set<String> = [
            "ca_file", "client_certificate", "endpoint", "homeserver", "host", "port", "region",
            "server", "tls", "url", "username", "verify_ssl", "webhook",
        ]
        for parameter in parameters where routes.contains(parameter.name) {
            #expect(parameter.belongsToRoute, "\(channel.kind).\(parameter.name)")
        }
    }

    @Test func `an unknown kind is refused with the known ones`() {
        let errors = #expect(throws: ParameterErrors.self) {
            try ChannelTable.channel(kind: "pigeon", parameters: [:])
        }
        #expect(errors?.description.contains("apprise, console, discord, exec") == true)
    }
}

extension HTTPRequest {
    fileprivate var isForm: Bool {
        headers.contains {
            $0.name == "Content-Type" && $0.value.hasPrefix("application/x-www-form-urlencoded")
        }
    }
}

extension UInt8 {
    fileprivate var isAlphanumeric: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
