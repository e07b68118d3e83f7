/// How a request is to be signed (AWS Signature Version 4).
package struct AWSSigning: Sendable, Hashable {
    /// As signatures name it: `ses`, `sns`, `s3`.
    package let service: String
    package let region: String
    /// Nil where they are those that the program itself has, which whoever sends it finds out.
    package var credentials: AWSCredentials?
}
