import Definitions
import Testing

struct SizeTextTests {
    @Test(
        arguments: [
            ("0", 0), ("1023", 1023), ("1K", 1024), ("1KiB", 1024), ("512M", 512 << 20),
            ("2GiB", 2 << 30),
            ("3T", 3 << 40), ("1P", 1 << 50), ("8191P", 8191 << 50),
        ] as [(String, Int64)])
    func `sizes are read in steps of 1024`(text: String, bytes: Int64) {
        #expect(SizeText.bytes(text) == bytes)
        #expect(SizeText.bytes(SizeText.text(bytes)) == bytes)
    }

    @Test(arguments: [
        "", "K", "M", "-1", "+1", "1k", "1MB", "1 M", "1.5G", "1KB", "1iB", "1KiBs", "8192P", "1E",
        "1MM",
        "9223372036854775808", "١K", "1Mi",
    ])
    func `what is no size is refused`(text: String) {
        #expect(SizeText.bytes(text) == nil)
    }
}
