import Testing

struct SchemaTests {
    @Test func `every migration is listed, once and in order`() throws {
        let files = Repository.names(in: "Schema/sqlite").sorted()
        let list = try #require(Repository.files.first { $0.path == "Schema/schema.c" })
        let embedded = list.lines.compactMap { line -> String? in
            guard line.hasPrefix("#embed \"sqlite/") else { return nil }
            return line.split(separator: "\"")[1].split(separator: "/").last.map(String.init)
        }
        let named = list.lines.compactMap { line -> String? in
            let text = line.drop { $0 == " " }
            guard text.hasPrefix("TEXT(\"") else { return nil }
            return "\(text.split(separator: "\"")[1]).sql"
        }
        #expect(!files.isEmpty)
        #expect(embedded == files)
        #expect(named == files)
    }

    @Test func `migrations are numbered without a gap`() {
        for (index, name) in Repository.names(in: "Schema/sqlite").sorted().enumerated() {
            let number = String(index + 1)
            let padded = String(repeating: "0", count: 4 - number.count) + number
            #expect(name.hasPrefix("\(padded)-"), "\(name) is number \(index + 1)")
        }
    }
}
