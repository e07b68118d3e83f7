import Formats
import Testing

struct ByteCountTests {
    @Test(
        arguments: [
            (0, "0 bytes"), (1, "1 byte"), (1023, "1023 bytes"), (1024, "1 KiB"), (1536, "1.5 KiB"),
            (1024 * 1024 - 1, "1023.9 KiB"), (512 << 20, "512 MiB"), (3 << 29, "1.5 GiB"),
            (1 << 40, "1 TiB"), (1 << 50, "1 PiB"), (Int64.max, "8191.9 PiB"),
        ] as [(Int64, String)])
    func `a count of bytes is in the largest unit that it fills`(bytes: Int64, text: String) {
        #expect(ByteCountText.text(bytes) == text)
    }
}
