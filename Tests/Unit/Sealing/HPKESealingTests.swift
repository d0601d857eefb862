import Foundation
import JSON
import Sealing
import Testing

@Suite("Bodies sealed to a reader")
struct HPKESealingTests {
    let key = SealKeyPair.generate(owner: "intake")
    let plain = Array(#"{"situation":"Anak Uji 9001"}"#.utf8)

    func seal() throws -> [UInt8] {
        try HPKESealing.seal(self.plain, to: self.key.publicKey, userID: "agency-uji", messageID: "msg-9001")
    }

    func open(_ body: [UInt8], userID: String = "agency-uji", messageID: String = "msg-9001") throws -> [UInt8] {
        try HPKESealing.open(body, keys: [self.key], userID: userID, messageID: messageID)
    }

    @Test func `the reader opens what the sender sealed`() throws {
        let body = try self.seal()
        #expect(try self.open(body) == self.plain)
        #expect(try HPKESealing.keyID(of: body) == self.key.id)
        #expect(body.count == 2 + self.key.id.utf8.count + 32 + self.plain.count + 16)
        #expect(try self.seal() != body, "every sealing has its own secret")
        #expect(
            try self.open(HPKESealing.seal([], to: self.key.publicKey, userID: "agency-uji", messageID: "msg-9001"))
                == []
        )
    }

    // Made by an independent implementation, pyhpke 0.6.5, with the private key 01 02 … 20.
    @Test func `a body sealed by another implementation is opened`() throws {
        let key = try #require(SealKeyPair(id: "intake-1", private: "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA"))
        #expect(key.publicKey.x25519 == "B6N8vBQgk8i3VdwbEOhstCY3StFqqFPtC9_AsrhtHHw")
        let body = """
            AQhpbnRha2UtMU3QM8hQFO2hYYACZy30vYGRWl6JGtzck2o6oZZ02ak4BWJdSSUCBDJvROLYpy4qMF2TrLGC4wwYhCIwr7wXPSdl3IFy\
            NUbLy8Zzmpbg
            """
        let bytes = Array(try #require(Data(base64Encoded: body)))
        #expect(
            try HPKESealing.open(bytes, keys: [key], userID: "agency-uji", messageID: "msg-9001") == self.plain
        )
    }

    @Test func `another sender, another message id or a moved boundary does not open it`() throws {
        let body = try self.seal()
        for (user, message) in [("agency-ujj", "msg-9001"), ("agency-uji", "msg-9002"), ("", "agency-uji\nmsg-9001")] {
            #expect(throws: HPKESealingError.notAuthentic) { try self.open(body, userID: user, messageID: message) }
        }
    }

    @Test func `every byte counts`() throws {
        let body = try self.seal()
        for index in body.indices {
            var changed = body
            changed[index] ^= 1
            // The highest bit of an X25519 coordinate is ignored (RFC 7748, section 5); HPKE binds the bytes all the same.
            #expect(throws: HPKESealingError.self, "byte \(index)") { try self.open(changed) }
        }
        for count in 0..<body.count {
            #expect(throws: HPKESealingError.self, "\(count) bytes") { try self.open(Array(body.prefix(count))) }
        }
        #expect(throws: HPKESealingError.notAuthentic) { try self.open(body + [0]) }
    }

    @Test func `errors tell what is wrong`() throws {
        var body = try self.seal()
        #expect(throws: HPKESealingError.malformed) { try self.open([]) }
        #expect(throws: HPKESealingError.malformed) { try self.open([1, 0]) }
        #expect(throws: HPKESealingError.malformed) { try self.open([1, 2, 0xC3, 0x28] + body) }
        #expect(throws: HPKESealingError.malformed) {
            try self.open(Array(body.prefix(2 + self.key.id.utf8.count + 47)))
        }
        #expect(throws: HPKESealingError.unknownKey(id: self.key.id)) {
            try HPKESealing.open(body, keys: [.generate(owner: "x")], userID: "agency-uji", messageID: "msg-9001")
        }
        body[0] = 2
        #expect(throws: HPKESealingError.unsupportedVersion(2)) { try self.open(body) }
    }

    @Test func `a body sealed to an older key still opens`() throws {
        let body = try self.seal()
        let keys = [self.key, SealKeyPair.generate(owner: "intake")]
        #expect(try HPKESealing.open(body, keys: keys, userID: "agency-uji", messageID: "msg-9001") == self.plain)
    }

    // 0, 1, the points of order 8, and p - 1, p, p + 1 (RFC 7748, section 6.1; https://cr.yp.to/ecdh.html).
    static let smallOrder = [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    ]

    @Test(arguments: smallOrder) func `a point of small order is no key`(hex: String) {
        let raw = stride(from: 0, to: 64, by: 2).map { UInt8(hex.dropFirst($0).prefix(2), radix: 16) ?? 0 }
        let text = Data(raw).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
        #expect(PublicSealKey(id: "z", x25519: text.replacing("=", with: "")) == nil)
    }

    @Test func `a public key is read and written as JSON, and checked`() throws {
        let value = try JSONEncoding.encodeToValue(self.key.publicKey)
        #expect(value.object?.keys == ["id", "x25519"])
        #expect(JSONDecoding.decode(PublicSealKey.self, from: value).value == self.key.publicKey)
        #expect(JSONDecoding.decode(PublicSealKey.self, from: ["id": "a", "x25519": "AAAA"]).problems.count == 1)
    }

    @Test func `a private key survives its file and is not shown`() throws {
        let copy = try #require(SealKeyPair(id: self.key.id, private: self.key.exportPrivate()))
        #expect(copy.publicKey == self.key.publicKey)
        #expect(SealKeyPair(id: "a b", private: self.key.exportPrivate()) == nil)
        #expect(SealKeyPair(id: "a", private: "AAAA") == nil)
        #expect(PublicSealKey(id: "a", x25519: "AAAA") == nil)
        #expect(PublicSealKey(id: "a", x25519: self.key.publicKey.x25519 + "=") == nil)
        #expect(Shown.text(of: self.key).contains(self.key.id))
        #expect(!Shown.text(of: self.key).contains(self.key.exportPrivate()))
    }
}

/// Everything printing can get out of a value.
enum Shown {
    static func text(of value: Any) -> String {
        var dumped = ""
        dump(value, to: &dumped)
        return "\(value) \(String(reflecting: value)) \(dumped) \(Mirror(reflecting: value).children.map { "\($0)" })"
    }
}
