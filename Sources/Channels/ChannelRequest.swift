package import Domain

/// What a channel asks to be performed for it.
package struct ChannelRequest: Sendable {
    package enum Action: Sendable {
        case http(HTTPRequest)
        case irc(IRCRequest)
        case mail(MailRequest)
        /// The log of a run, to where messages link to.
        case upload(LogUpload)
        case program(ProgramRequest)
        /// Entries for the program's own log, in this order.
        case log([LogLine])
    }

    package let action: Action
    /// What could not be done as the notification's author meant it; one clause each.
    package let remarks: [String]

    package static func http(_ request: HTTPRequest, remarks: [String] = []) -> ChannelRequest {
        ChannelRequest(action: .http(request), remarks: remarks)
    }

    package static func irc(_ request: IRCRequest, remarks: [String] = []) -> ChannelRequest {
        ChannelRequest(action: .irc(request), remarks: remarks)
    }

    package static func mail(_ request: MailRequest, remarks: [String] = []) -> ChannelRequest {
        ChannelRequest(action: .mail(request), remarks: remarks)
    }

    package static func program(
        _ request: ProgramRequest, remarks: [String] = []
    ) -> ChannelRequest {
        ChannelRequest(action: .program(request), remarks: remarks)
    }

    package static func upload(_ upload: LogUpload, remarks: [String] = []) -> ChannelRequest {
        ChannelRequest(action: .upload(upload), remarks: remarks)
    }

    package static func log(_ lines: [LogLine], remarks: [String] = []) -> ChannelRequest {
        ChannelRequest(action: .log(lines), remarks: remarks)
    }

    /// The request, which may be sent so far.
    package func reaching(_ reach: NetworkReach) -> ChannelRequest {
        switch action {
        case .http(var request):
            request.reach = reach
            return .http(request, remarks: remarks)
        case .mail(var request):
            request.reach = reach
            return .mail(request, remarks: remarks)
        case .upload(var upload):
            upload.request.reach = reach
            return .upload(upload, remarks: remarks)
        case .irc(var request):
            request.server.reach = reach
            return .irc(request, remarks: remarks)
        case .program, .log: return self
        }
    }

    /// The request, which takes no longer than so.
    package func ending(within time: Duration) -> ChannelRequest {
        switch action {
        case .http(var request):
            request.timeout = min(request.timeout, time)
            return .http(request, remarks: remarks)
        case .irc(var request):
            request.timeout = min(request.timeout, time)
            return .irc(request, remarks: remarks)
        case .mail(var request):
            request.timeout = min(request.timeout, time)
            return .mail(request, remarks: remarks)
        case .upload(var upload):
            upload.request.timeout = min(upload.request.timeout, time)
            return .upload(upload, remarks: remarks)
        case .program(var request):
            request.timeout = min(request.timeout, time)
            return .program(request, remarks: remarks)
        case .log: return self
        }
    }
}
