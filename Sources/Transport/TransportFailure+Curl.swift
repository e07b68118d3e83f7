internal import CCurl
internal import Channels

extension TransportFailure {
    /// libcurl's result and its own words, as one sentence that names the place, and nothing secret.
    init(_ result: CURLcode, text: String, place: String, limits: Limits) {
        let kind = Self.kind(result)
        let what =
            switch kind {
            case .resolve: "the name of \(place) could not be resolved"
            case .connect: "no connection to \(place) came about"
            case .tls: "no trusted TLS session with \(place) came about"
            case .timeout: "\(place) did not answer completely in time"
            case .reset: "\(place) ended the connection before its answer was complete"
            case .tooLarge: "\(place) sent more headers than are read"
            case .forbidden: "the request to \(place) is not allowed"
            case .cancelled: "the request to \(place) was cancelled"
            case .absent, .other: "the request to \(place) failed"
            }
        let reason = Self.plain(
            text.isEmpty ? unsafe String(cString: curl_easy_strerror(result)) : text,
            limit: limits.reason)
        self.init(kind, "\(what): \(reason)")
    }

    private static func kind(_ result: CURLcode) -> Kind {
        switch result {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .resolve
        case CURLE_COULDNT_CONNECT, CURLE_INTERFACE_FAILED, CURLE_PROXY: .connect
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ENGINE_NOTFOUND,
            CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
            CURLE_USE_SSL_FAILED, CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_CACERT_BADFILE,
            CURLE_SSL_SHUTDOWN_FAILED, CURLE_SSL_CRL_BADFILE, CURLE_SSL_ISSUER_ERROR,
            CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT:
            .tls
        case CURLE_OPERATION_TIMEDOUT: .timeout
        case CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_SEND_ERROR,
            CURLE_HTTP2, CURLE_HTTP2_STREAM, CURLE_READ_ERROR, CURLE_WRITE_ERROR:
            .reset
        default: .other
        }
    }

    /// The words may hold what the server sent (a certificate's subject), so no control character stays.
    private static func plain(_ text: String, limit: Int) -> String {
        let clean = text.unicodeScalars.map { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: " " as Unicode.Scalar
            default: scalar
            }
        }
        var result = String.UnicodeScalarView()
        result.append(contentsOf: clean.prefix(limit))
        return String(result)
    }
}
