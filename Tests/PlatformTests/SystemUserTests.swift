import Glibc
import Platform
import Testing

struct SystemUserTests {
    @Test func `root is known by name and number`() throws {
        let root = try #require(SystemUser(named: "root"))
        #expect(root == SystemUser(uid: 0))
        #expect(root.name == "root" && root.uid == 0 && root.gid == 0 && root.home == "/root")
    }

    @Test func `nobody is somebody`() throws {
        let nobody = try #require(SystemUser(named: "nobody"))
        #expect(nobody == SystemUser(uid: nobody.uid))
        #expect(nobody.uid != 0)
    }

    @Test(arguments: ["", "no-such-user", "root\0", "root:x", "ro ot", "0", "röt"])
    func `an unknown name is nobody's`(name: String) {
        #expect(SystemUser(named: name) == nil)
    }

    @Test func `an unknown number is nobody's`() {
        #expect(SystemUser(uid: 4_000_000_001) == nil)
    }

    @Test func `membership counts the first group and the others`() throws {
        let root = try #require(SystemUser(named: "root"))
        #expect(root.isMember(ofGroup: "root"))
        #expect(!root.isMember(ofGroup: "no-such-group"))
        #expect(!root.isMember(ofGroup: "root\0"))
        #expect(!root.isMember(ofGroup: ""))
        // Whatever the system's group file says of others.
        for (user, group) in try Self.members().prefix(20) {
            #expect(SystemUser(named: user)?.isMember(ofGroup: group) == true)
        }
        let nobody = try #require(SystemUser(named: "nobody"))
        #expect(!nobody.isMember(ofGroup: "root"))
    }

    @Test func `it may be asked from many tasks at once`() async {
        let right = await withTaskGroup(of: Bool.self) { group in
            for index in 0..<200 {
                group.addTask {
                    let user = index % 2 == 0 ? "root" : "nobody"
                    return SystemUser(named: user)?.isMember(ofGroup: "root") == (user == "root")
                }
            }
            return await group.allSatisfy { $0 }
        }
        #expect(right)
    }

    private static func members() throws -> [(user: String, group: String)] {
        let file = try Descriptor.open("/etc/group", O_RDONLY)
        let text = String(decoding: try file.read(upTo: 1 << 20) ?? [], as: UTF8.self)
        return text.split(separator: "\n").flatMap { line in
            let fields = line.split(separator: ":", omittingEmptySubsequences: false)
            guard fields.count == 4 else { return [] as [(user: String, group: String)] }
            return fields[3].split(separator: ",").map { (String($0), String(fields[0])) }
        }.filter { SystemUser(named: $0.user) != nil }
    }
}
