import Foundation
import JSON
import Sealing
import Testing
import Vocabulary

/// A folder of its own for each test, gone after it.
final class Folder {
    let path: String

    init() throws {
        self.path = FileManager.default.temporaryDirectory.appending(path: "sealing-\(UUID())").path
        try FileManager.default.createDirectory(atPath: self.path, withIntermediateDirectories: false)
    }

    deinit { try? FileManager.default.removeItem(atPath: self.path) }

    func mode(_ name: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: "\(self.path)/\(name)")[.posixPermissions] as? Int
    }

    func setMode(_ mode: Int, _ name: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: "\(self.path)/\(name)")
    }
}

@Suite("Keyring")
struct KeyringTests {
    let folder: Folder
    let path: String
    let keyring = Keyring.generate(unit: "intake", classes: PrivacyClass.allCases)

    init() throws {
        self.folder = try Folder()
        self.path = "\(self.folder.path)/keyring.json"
    }

    @Test func `what was saved is loaded, and nobody else can read it`() throws {
        try self.keyring.save(to: self.path)
        #expect(try self.folder.mode("keyring.json") == 0o600)
        let loaded = try Keyring.load(from: self.path)
        #expect(loaded.classKeys == self.keyring.classKeys)
        #expect(loaded.blindIndex == self.keyring.blindIndex)
        #expect(loaded.inbox == self.keyring.inbox)
        #expect(loaded.publicSealKey == self.keyring.publicSealKey)
        let quarantined = try self.keyring.quarantine([1, 2, 3], entry: "q1")
        #expect(try loaded.open(quarantined, entry: "q1") == [1, 2, 3])
        try self.folder.setMode(0o400, "keyring.json")
        #expect(throws: Never.self) { try Keyring.load(from: self.path) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: self.folder.path) == ["keyring.json"])
    }

    @Test func `saving again replaces the file whole`() throws {
        try self.keyring.save(to: self.path)
        var rotated = self.keyring
        rotated.rotateSealKey(unit: "intake")
        rotated.rotateQuarantineKey()
        var shared = self.keyring.classKeys
        shared.rotate(.childIdentity)
        rotated.adopt(shared)
        try rotated.save(to: self.path)
        let loaded = try Keyring.load(from: self.path)
        #expect(loaded.sealKeys.map(\.id) == rotated.sealKeys.map(\.id))
        #expect(loaded.sealKeys.count == 2)
        #expect(loaded.classKeys.identifiers(.childIdentity) == shared.identifiers(.childIdentity))
        let old = try self.keyring.quarantine([4], entry: "q")
        #expect(try loaded.open(old, entry: "q") == [4])
    }

    @Test(arguments: [0o644, 0o640, 0o604, 0o660, 0o602, 0o700, 0o610, 0o4600])
    func `a file others may use is refused by name`(mode: Int) throws {
        try self.keyring.save(to: self.path)
        try self.folder.setMode(mode, "keyring.json")
        let error = PrivateFileError(code: .tooOpen(mode: UInt32(mode)), path: self.path)
        #expect(throws: error) { try Keyring.load(from: self.path) }
        #expect(error.description.contains(self.path))
    }

    @Test(.enabled(if: geteuid() == 0, "only root can give a file away"))
    func `a file of another user is refused`() throws {
        try self.keyring.save(to: self.path)
        try FileManager.default.setAttributes([.ownerAccountID: 65534], ofItemAtPath: self.path)
        #expect(throws: PrivateFileError(code: .notOurs, path: self.path)) { try Keyring.load(from: self.path) }
    }

    @Test func `what is no keyring is refused, without a word of it`() throws {
        try self.keyring.save(to: self.path)
        let good = try JSONParser.parse(try PrivateFile.read(self.path))
        let ring = try #require(good.object)
        func changed(_ key: String, _ value: JSONValue?) -> [UInt8] {
            var object = ring
            object[key] = value
            return JSONValue.object(object).bytes
        }
        let key = JSONValue.string(String(repeating: "A", count: 43) + "=")
        let bad: [[UInt8]] = [
            [], Array("{".utf8), Array("{}".utf8), changed("inbox_key", nil), changed("inbox_key", "AAAA"),
            changed("inbox_key", "***"), changed("blind_index_key", "short"), changed("quarantine_keys", []),
            changed("class_keys", ["XX": []]), changed("class_keys", ["CI": [["id": "a b", "key": key]]]),
            changed("class_keys", ["CI": [["id": "a", "key": "AAAA"]]]),
            changed("class_keys", ["CI": [["id": "a", "key": key], ["id": "a", "key": key]]]),
            changed("seal_keys", [["id": "a", "key": "AAAA"]]), changed("surprise", 1),
        ]
        for bytes in bad {
            try PrivateFile.write(bytes, to: self.path)
            #expect(throws: PrivateFileError(code: .malformed, path: self.path), "\(bytes.count) bytes") {
                try Keyring.load(from: self.path)
            }
        }
        try PrivateFile.write(changed("class_keys", ["CI": [["id": "a", "key": key]]]), to: self.path)
        #expect(try Keyring.load(from: self.path).classKeys.identifiers(.childIdentity) == ["a"])
    }

    @Test func `a missing file, a folder and a huge file are errors of their own`() throws {
        #expect(throws: PrivateFileError(code: .unreadable(ENOENT), path: self.path)) {
            try Keyring.load(from: self.path)
        }
        try self.folder.setMode(0o700, "")
        #expect(throws: PrivateFileError(code: .notRegular, path: self.folder.path)) {
            try Keyring.load(from: self.folder.path)
        }
        try PrivateFile.write([UInt8](repeating: 0x20, count: (1 << 20) + 1), to: self.path)
        #expect(throws: PrivateFileError(code: .tooLarge, path: self.path)) { try Keyring.load(from: self.path) }
        #expect(throws: PrivateFileError(code: .unwritable(ENOENT), path: "\(self.folder.path)/none/k")) {
            try self.keyring.save(to: "\(self.folder.path)/none/k")
        }
    }

    @Test func `a unit has the keys it is entitled to and no others`() throws {
        let shared = ClassKeys.generate()
        let partners = Keyring.generate(unit: "referral", classes: [.childIdentity, .sensitiveHarm], shared: shared)
        #expect(partners.classKeys.classes == [.childIdentity, .sensitiveHarm])
        #expect(partners.classKeys.identifiers(.childIdentity) == shared.identifiers(.childIdentity))
        let none = Keyring.generate(unit: "data-request", classes: [], shared: shared)
        #expect(none.classKeys.classes == [])
        #expect(none.blindIndex == nil)
        try none.save(to: self.path)
        #expect(try Keyring.load(from: self.path).blindIndex == nil)
        var adopting = none
        adopting.adopt(shared)
        #expect(adopting.classKeys.classes == [], "adopting gives no new class")
    }

    @Test func `a quarantined body is bound to its entry and dies with its key`() throws {
        let body = Array("Anak Uji 9001".utf8)
        let sealed = try self.keyring.quarantine(body, entry: "q1")
        #expect(try self.keyring.open(sealed, entry: "q1") == body)
        #expect(throws: SealingError.notAuthentic) { try self.keyring.open(sealed, entry: "q2") }
        for index in sealed.box.indices {
            var box = sealed.box
            box[index] ^= 1
            let changed = QuarantinedBody(keyID: sealed.keyID, wrappedKey: sealed.wrappedKey, box: box)
            #expect(throws: SealingError.notAuthentic) { try self.keyring.open(changed, entry: "q1") }
        }
        for index in sealed.wrappedKey.indices {
            var key = sealed.wrappedKey
            key[index] ^= 1
            let changed = QuarantinedBody(keyID: sealed.keyID, wrappedKey: key, box: sealed.box)
            #expect(throws: SealingError.notAuthentic) { try self.keyring.open(changed, entry: "q1") }
        }
        let gone = QuarantinedBody(keyID: sealed.keyID, wrappedKey: [], box: sealed.box)
        #expect(throws: SealingError.malformed) { try self.keyring.open(gone, entry: "q1") }
        let other = Keyring.generate(unit: "intake", classes: [])
        #expect(throws: SealingError.wrappingKeyUnavailable(id: sealed.keyID)) { try other.open(sealed, entry: "q1") }
    }

    // The expected values were computed with Python's hmac, under a key of 32 zero bytes.
    @Test func `hashes and indexes are HMAC-SHA-256 over each part after its length`() throws {
        let key = String(repeating: "A", count: 43) + "="
        let file: JSONValue = [
            "class_keys": [:], "blind_index_key": .string(key), "inbox_key": .string(key),
            "quarantine_keys": [["id": "q", "key": .string(key)]], "seal_keys": [],
        ]
        try PrivateFile.write(file.bytes, to: self.path)
        let keyring = try Keyring.load(from: self.path)
        func hex(_ bytes: [UInt8]?) -> String { (bytes ?? []).map { String(format: "%02x", $0) }.joined() }
        #expect(
            hex(keyring.inbox.message(sender: "agency-uji", messageID: "msg-9001"))
                == "88d718f01eeb26f484e5691489e1024436555ec1acc3069e5485f922c9b0299b"
        )
        #expect(
            hex(keyring.inbox.body(Array("{}".utf8)))
                == "9b93a8a0b119799aed290b7d84aa99d9d636e023337d3bc7762327861612fd0e"
        )
        #expect(
            hex(keyring.blindIndex?.nik("7371015503120002"))
                == "ac2b511859c4d734c78788a8b50affc8eaa615399ea861d92eec612e854c751d"
        )
    }

    @Test func `nothing that holds a key shows it`() throws {
        try self.keyring.save(to: self.path)
        let file = try JSONParser.parse(try PrivateFile.read(self.path))
        var secrets: [String] = []
        func gather(_ value: JSONValue) {
            for member in value.object?.members ?? [] {
                if member.key == "key" || member.key.hasSuffix("_key"), let text = member.value.string {
                    secrets.append(text)
                }
                gather(member.value)
            }
            for element in value.array ?? [] { gather(element) }
        }
        gather(file)
        #expect(secrets.count == 8, "three classes, blind index, case token, inbox, quarantine, sealing")
        var set = DataKeySet()
        set.insert(DataKey(), .childIdentity, origin: ComplaintID(UUID()))
        let blindIndex = try #require(self.keyring.blindIndex)
        let shown: [Any] = [
            self.keyring, self.keyring.classKeys, self.keyring.inbox, blindIndex, self.keyring.sealKeys, DataKey(), set,
            WrappingKey.generate("ci"), ["nested": self.keyring],
        ]
        for value in shown {
            let text = Shown.text(of: value)
            for secret in secrets { #expect(!text.contains(secret)) }
            for word in ["SymmetricKey", "SecureBytes", "PrivateKey"] { #expect(!text.contains(word), "\(text)") }
        }
    }
}

@Suite("Indexes and hashes")
struct BlindIndexTests {
    static let names = [
        ("Siti  Aminah", "siti aminah"), (" SITI\tAMINAH ", "siti aminah"), ("Nur'aini", "nuraini"),
        ("Nur’aini", "nuraini"),
        ("M. Ali", "m ali"), ("Siti-Aminah", "siti aminah"), ("José Müller", "jose muller"), ("Jose\u{301}", "jose"),
        ("Ｓｉｔｉ", "siti"), ("ﬁtri", "fitri"), ("A. Baso, S.Pd.", "a baso s pd"), ("", ""), ("--", ""),
        ("Uji 9001", "uji 9001"),
        ("عائشة", "عائشة"),
    ]

    @Test(arguments: names) func `names are compared without case, accents and punctuation`(
        name: String,
        normal: String
    ) {
        #expect(BlindIndex.normaliseName(name) == normal)
        #expect(BlindIndex.normaliseName(normal) == normal)
    }

    @Test func `names in ASCII are compared as others are, character by character`() {
        for byte in UInt8(1)..<128 {
            let name = "Nur\(Character(Unicode.Scalar(byte)))Aini 2"
            #expect(BlindIndex.normaliseName(name) + " e" == BlindIndex.normaliseName(name + " \u{E9}"), "\(byte)")
        }
    }

    @Test(arguments: [
        ("7371015503120002", "7371015503120002"), ("7371 0155.0312-0002", "7371015503120002"), ("７３７１", "7371"),
        ("NIK 12½", "12"), ("-", ""),
    ])
    func `of a NIK the digits count`(text: String, digits: String) {
        #expect(BlindIndex.normaliseNIK(text) == digits)
    }

    @Test func `equal values have equal indexes under one key only`() throws {
        let index = try #require(Keyring.generate(unit: "a", classes: [.childIdentity]).blindIndex)
        let other = try #require(Keyring.generate(unit: "a", classes: [.childIdentity]).blindIndex)
        let date = try #require(LocalDate(year: 2012, month: 3, day: 15))
        #expect(index.nik("7371015503120002") == index.nik("7371-0155-0312-0002"))
        #expect(index.nik("7371015503120002")?.count == 32)
        #expect(index.nik("7371015503120002") != other.nik("7371015503120002"))
        #expect(index.nik("x") == nil)
        #expect(
            index.person(name: "Anak Uji", birthDate: date, mother: "IBU uji")
                == index.person(name: "anak  uji", birthDate: date, mother: "Ibu Uji")
        )
        #expect(
            index.person(name: "Anak", birthDate: date, mother: "Uji Ibu")
                != index.person(name: "Anak Uji", birthDate: date, mother: "Ibu")
        )
        #expect(index.person(name: "?", birthDate: date, mother: "Ibu") == nil)
        #expect(index.index(of: ["1"], purpose: "nik") != index.index(of: ["1"], purpose: "name"))
    }

    @Test func `the inbox recognises a message and its body`() {
        let hash = Keyring.generate(unit: "a", classes: []).inbox
        #expect(hash.message(sender: "a", messageID: "m") == hash.message(sender: "a", messageID: "m"))
        #expect(hash.message(sender: "a", messageID: "bm") != hash.message(sender: "ab", messageID: "m"))
        #expect(hash.message(sender: "a", messageID: "m").count == 32)
        #expect(hash.body([1]) != hash.body([1, 0]))
        #expect(hash.body([]) != hash.message(sender: "", messageID: ""))
        #expect(hash.body([1]) != Keyring.generate(unit: "a", classes: []).inbox.body([1]))
    }
}
