/// A call of the services that take forms and answer with XML (AWS Query protocol).
enum AWSQuery {
    static func request(
        _ action: String, version: String, _ fields: [(name: String, value: String)],
        to url: HTTPAddress, _ signing: AWSSigning
    ) throws(UnsendableMessage) -> HTTPRequest {
        let form = PercentEncoding.form(
            [(name: "Action", value: action), (name: "Version", value: version)] + fields)
        // Blanks as forms have them; a percent sign of a text is encoded itself by now.
        let body = Array(form.replacing("%20", with: "+").utf8)
        guard body.count <= Limits.requestBody else {
            throw UnsendableMessage(
                "the request would have \(body.count) bytes and may have \(Limits.requestBody)")
        }
        return HTTPRequest(
            url: url, headers: [HTTPHeader("Content-Type", contentType)], body: body,
            signing: signing)
    }

    private static let contentType = "application/x-www-form-urlencoded; charset=utf-8"
}
