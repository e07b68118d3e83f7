package import Domain

/// The log of a run on its way to S3: all but its bytes, which whoever carries it out reads.
package struct LogUpload: Sendable {
    package let run: UID
    /// Without its body, and what follows from that.
    package var request: HTTPRequest

    /// The whole request.
    ///
    /// S3 wants the digest of the body signed, and libcurl leaves it to us.
    package func request(carrying body: [UInt8]) -> HTTPRequest {
        var request = request
        request.body = body
        request.headers.append(
            HTTPHeader("x-amz-content-sha256", Digest.hexadecimal(Digest.sha256(body))))
        return request
    }
}
