import Foundation
import JSON
import Sealing
import Testing
import Vocabulary

private func flip(_ base64: String, _ index: Int) throws -> String {
    var data = try #require(Data(base64Encoded: base64))
    data[index] ^= 1
    return data.base64EncodedString()
}

@Suite("Data keys, wrapped")
struct DataKeyTests {
    let origin = ComplaintID(UUID())
    let other = ComplaintID(UUID())

    @Test func `a wrapped key comes back`() throws {
        let keys = ClassKeys.generate()
        let key = DataKey()
        let wrapped = try keys.wrap(key, .childIdentity, origin: self.origin)
        let (unwrapped, rewrapped) = try keys.unwrap(wrapped)
        #expect(unwrapped == key)
        #expect(rewrapped == nil)
        #expect(DataKey() != key)
    }

    @Test func `it travels in a message as JSON`() throws {
        let wrapped = try ClassKeys.generate().wrap(DataKey(), .sensitiveHarm, origin: self.origin)
        let value = try JSONEncoding.encodeToValue(wrapped)
        #expect(value.object?.keys == ["origin", "class", "key_id", "box"])
        #expect(value["class"] == "SH")
        #expect(JSONDecoding.decode(WrappedDataKey.self, from: value).value == wrapped)
    }

    @Test func `it opens nothing elsewhere`() throws {
        let keys = ClassKeys.generate()
        let wrapped = try keys.wrap(DataKey(), .childIdentity, origin: self.origin)
        let moved = WrappedDataKey(
            origin: self.other,
            privacyClass: .childIdentity,
            keyID: wrapped.keyID,
            box: wrapped.box
        )
        #expect(throws: SealingError.notAuthentic) { try keys.unwrap(moved) }
        let reclassed = WrappedDataKey(
            origin: self.origin,
            privacyClass: .sensitiveHarm,
            keyID: wrapped.keyID,
            box: wrapped.box
        )
        #expect(throws: SealingError.wrappingKeyUnavailable(id: wrapped.keyID)) { try keys.unwrap(reclassed) }
    }

    @Test func `every byte counts`() throws {
        let keys = ClassKeys.generate()
        let wrapped = try keys.wrap(DataKey(), .childIdentity, origin: self.origin)
        // Nonce 12 bytes, key 32, tag 16.
        for index in 0..<60 {
            let changed = WrappedDataKey(
                origin: self.origin,
                privacyClass: .childIdentity,
                keyID: wrapped.keyID,
                box: try flip(wrapped.box, index)
            )
            #expect(throws: SealingError.notAuthentic, "byte \(index)") { try keys.unwrap(changed) }
        }
        for box in ["", "?", "AAAA"] {
            let cut = WrappedDataKey(
                origin: self.origin,
                privacyClass: .childIdentity,
                keyID: wrapped.keyID,
                box: box
            )
            #expect(throws: SealingError.malformed) { try keys.unwrap(cut) }
        }
    }

    @Test func `after a rotation the newest wraps and all unwrap, wrapping anew`() throws {
        var keys = ClassKeys.generate()
        let key = DataKey()
        let old = try keys.wrap(key, .childIdentity, origin: self.origin)
        keys.rotate(.childIdentity)
        #expect(keys.identifiers(.childIdentity).count == 2)
        #expect(keys.identifiers(.sensitiveHarm).count == 1)
        let (unwrapped, rewrapped) = try keys.unwrap(old)
        #expect(unwrapped == key)
        let new = try #require(rewrapped)
        #expect(new.keyID == keys.identifiers(.childIdentity).last)
        #expect(try keys.unwrap(new).key == key)
        #expect(try keys.unwrap(new).rewrapped == nil)
    }

    @Test func `a unit that is not entitled can neither wrap nor unwrap`() throws {
        let all = ClassKeys.generate()
        let limited = all.limited(to: [.childIdentity, .sensitiveHarm])
        let wrapped = try all.wrap(DataKey(), .reporterIdentity, origin: self.origin)
        #expect(limited.classes == [.childIdentity, .sensitiveHarm])
        #expect(throws: SealingError.wrappingKeyUnavailable(id: wrapped.keyID)) { try limited.unwrap(wrapped) }
        #expect(throws: SealingError.wrappingKeyUnavailable(id: nil)) {
            try limited.wrap(DataKey(), .reporterIdentity, origin: self.origin)
        }
    }
}

@Suite("Sealed values")
struct DataKeySetTests {
    struct Child: Codable, Equatable, Sendable {
        var name: String
        var birthPlace: String?
    }
    struct Event: Codable, Equatable {
        var child: Confidential<Child>
        var level: String
    }

    let classKeys = ClassKeys.generate()
    let origin = ComplaintID(UUID())
    let child = Child(name: "Anak Uji 9001", birthPlace: "Makassar")
    let set: DataKeySet

    init() throws {
        var set = DataKeySet()
        _ = try set.makeIfMissing(.childIdentity, origin: self.origin, with: self.classKeys)
        self.set = set
    }

    var scope: SealingScope { SealingScope(.childIdentity, origin: self.origin, field: "child") }

    @Test func `writing seals and opening gives the value back`() throws {
        let event = Event(
            child: Confidential(self.child, .childIdentity, origin: self.origin, field: "child"),
            level: "high"
        )
        #expect(throws: EncodingError.self) { try JSONEncoding.encode(event) }
        let bytes = try JSONEncoding.encode(event, userInfo: [.confidentialSealer: self.set])
        #expect(!String(decoding: bytes, as: UTF8.self).contains("Anak"))
        let decoded = try #require(JSONDecoding.decode(Event.self, from: bytes).value)
        #expect(decoded.level == "high")
        #expect(try decoded.child.open(with: self.set) == self.child)
        let again = try JSONEncoding.encode(decoded)
        #expect(again == bytes, "what is sealed stays as it is")
    }

    @Test func `equal values are sealed differently and to equal lengths`() throws {
        let short = try self.set.seal("A", scope: self.scope)
        let long = try self.set.seal("Anak Uji Sembilan Ribu", scope: self.scope)
        #expect(try self.set.seal("A", scope: self.scope) != short)
        #expect(short.box.count == long.box.count)
        #expect(try self.set.open(long, as: String.self) == "Anak Uji Sembilan Ribu")
    }

    @Test func `a value cannot be moved to another class, complaint or field`() throws {
        var set = self.set
        let other = ComplaintID(UUID())
        _ = try set.makeIfMissing(.sensitiveHarm, origin: self.origin, with: self.classKeys)
        _ = try set.makeIfMissing(.childIdentity, origin: other, with: self.classKeys)
        let sealed = try set.seal(self.child, scope: self.scope)
        for scope in [
            SealingScope(.sensitiveHarm, origin: self.origin, field: "child"),
            SealingScope(.childIdentity, origin: other, field: "child"),
            SealingScope(.childIdentity, origin: self.origin, field: "mother"),
        ] {
            #expect(throws: SealingError.notAuthentic) {
                try set.open(SealedValue(scope: scope, box: sealed.box), as: Child.self)
            }
        }
    }

    @Test func `every byte counts`() throws {
        let sealed = try self.set.seal(self.child, scope: self.scope)
        let count = try #require(Data(base64Encoded: sealed.box)).count
        for index in 0..<count {
            let changed = SealedValue(scope: self.scope, box: try flip(sealed.box, index))
            #expect(throws: SealingError.notAuthentic, "byte \(index)") { try self.set.open(changed, as: Child.self) }
        }
        for box in ["", "%", "AAAA"] {
            #expect(throws: SealingError.malformed) {
                try self.set.open(SealedValue(scope: self.scope, box: box), as: Child.self)
            }
        }
    }

    @Test func `another type than was sealed is a list of problems`() throws {
        let sealed = try self.set.seal(["name": 5], scope: self.scope)
        #expect(
            throws: SealingError.undecodable([Problem(pointer: "/name", expected: "string", found: "integer")])
        ) { try self.set.open(sealed, as: Child.self) }
    }

    @Test func `without its key a value is unavailable, and so it is once destroyed`() throws {
        let sealed = try self.set.seal(self.child, scope: self.scope)
        let unavailable = SealingError.keyUnavailable(.childIdentity, origin: self.origin)
        #expect(throws: unavailable) { try DataKeySet().open(sealed, as: Child.self) }
        #expect(throws: unavailable) { try DataKeySet().seal(self.child, scope: self.scope) }
        var set = self.set
        let copies = try set.wrapped(origin: self.origin, classes: PrivacyClass.allCases, with: self.classKeys)
        #expect(copies.map(\.privacyClass) == [.childIdentity])
        set.destroy(origin: self.origin)
        #expect(throws: unavailable) { try set.open(sealed, as: Child.self) }
        for copy in copies { _ = try set.insert(copy, with: self.classKeys) }
        #expect(throws: unavailable) { try set.open(sealed, as: Child.self) }
        #expect(throws: unavailable) {
            try set.makeIfMissing(.childIdentity, origin: self.origin, with: self.classKeys)
        }
    }

    @Test func `keys travel to another unit`() throws {
        let sealed = try self.set.seal(self.child, scope: self.scope)
        var there = DataKeySet()
        for wrapped in try self.set.wrapped(origin: self.origin, classes: [.childIdentity], with: self.classKeys) {
            #expect(try there.insert(wrapped, with: self.classKeys.limited(to: [.childIdentity])) == nil)
        }
        #expect(there.contains(.childIdentity, origin: self.origin))
        #expect(!there.contains(.sensitiveHarm, origin: self.origin))
        #expect(try there.open(sealed, as: Child.self) == self.child)
    }

    @Test func `a complaint's key is made once`() throws {
        var set = self.set
        #expect(try set.makeIfMissing(.childIdentity, origin: self.origin, with: self.classKeys) == nil)
        #expect(set.count == 1)
        #expect(throws: SealingError.wrappingKeyUnavailable(id: nil)) {
            try set.makeIfMissing(.reporterIdentity, origin: self.origin, with: self.classKeys.limited(to: []))
        }
        #expect(!set.contains(.reporterIdentity, origin: self.origin))
    }

    @Test func `a key that is not here is kept as the cause of a refused decoding`() throws {
        struct Opened: Decodable {
            init(from decoder: any Decoder) throws {
                let sealed = try SealedValue(from: decoder)
                _ = try DataKeySet().open(sealed, as: String.self)
            }
        }
        let sealed = try self.set.seal("x", scope: self.scope)
        let decoded = JSONDecoding.decode(Opened.self, from: try JSONEncoding.encodeToValue(sealed))
        #expect(decoded.causes.first as? SealingError == .keyUnavailable(.childIdentity, origin: self.origin))
    }
}
