import JSON
import Testing

@Suite("Names on the wire")
struct WireNameTests {
    static let names = [
        ("riskLevel", "risk_level"), ("complaintID", "complaint_id"), ("messageID", "message_id"), ("actBy", "act_by"),
        ("childNIK", "child_nik"), ("rt", "rt"), ("b1_1", "b1_1"), ("_0", "_0"), ("nikOfChild", "nik_of_child"),
        ("caseIDs", "case_ids"), ("childNIKHash", "child_nik_hash"), ("keyIDsOld", "key_ids_old"), ("URLs", "urls"),
        ("HPKEKey", "hpke_key"), ("section3B", "section3_b"), ("a", "a"), ("A", "a"), ("", ""),
        ("dueIn2Days", "due_in2_days"),
        ("isA", "is_a"), ("aBTest", "a_b_test"), ("snake_Case", "snake_case"),
    ]

    @Test(arguments: names) func `runs of capitals are one word`(name: String, wire: String) {
        #expect(WireName.wire(name) == wire)
        #expect(WireName.wire(name) == wire, "the second time from memory")
    }
}

@Suite("Encoding")
struct JSONEncodingTests {
    struct Everything: Codable, Equatable {
        var flag: Bool
        var small: Int8
        var large: UInt64
        var wide: Int64
        var ratio: Double
        var half: Float
        var words: [String]
        var nested: [[Int?]]
        var byName: [String: [String: Int]]
        var byNumber: [Int: Bool]
        var missing: String?
        var raw: JSONValue
    }

    static let everything = Everything(
        flag: true,
        small: -8,
        large: 9_007_199_254_740_993,
        wide: .min,
        ratio: -0.1,
        half: 0.25,
        words: ["a", "é\"\n"],
        nested: [[1, nil], []],
        byName: ["bB": ["x": 1], "aA": [:]],
        byNumber: [7: true],
        missing: nil,
        raw: ["keptAsItIs": [1, 2.5, nil, ["z": 1, "a": 2]]]
    )

    @Test func `what was encoded is decoded alike`() throws {
        let bytes = try JSONEncoding.encode(Self.everything)
        let decoded = JSONDecoding.decode(Everything.self, from: bytes)
        #expect(decoded.problems == [])
        #expect(decoded.value == Self.everything)
        #expect(decoded.unknownMembers == [])
    }

    @Test func `dictionaries are sorted and their keys stay as they are`() throws {
        let value = try JSONEncoding.encodeToValue(["zebraCrossing": 1, "alphaBeta": 2, "m": 3])
        #expect(value.text == #"{"alphaBeta":2,"m":3,"zebraCrossing":1}"#)
    }

    @Test func `sets are sorted`() throws {
        struct Actor: Codable { var roles: Set<String> }
        let roles = (10..<40).map { "role\($0)" }
        #expect(try JSONEncoding.encodeToValue(Actor(roles: Set(roles)))["roles"]?.array?.map(\.string) == roles)
        #expect(try JSONEncoding.encodeToValue(Set([[3], [1, 2]])).text == "[[1,2],[3]]")
    }

    @Test func `what is nil is left out, an explicit null stays`() throws {
        let value = try JSONEncoding.encodeToValue(Self.everything)
        #expect(value["missing"] == nil)
        #expect(value["nested"]?[0]?[1] == .null)
    }

    @Test func `numbers that are not finite cannot be encoded`() {
        #expect(throws: EncodingError.self) { try JSONEncoding.encode([Double.nan]) }
        #expect(throws: EncodingError.self) { try JSONEncoding.encode(["a": Float.infinity]) }
    }

    @Test func `containers stand inside containers, each filled before the one around it goes on`() throws {
        struct Manual: Encodable {
            enum Key: CodingKey { case innerList, innerObject, after }
            func encode(to encoder: any Encoder) throws {
                var container = encoder.container(keyedBy: Key.self)
                var list = container.nestedUnkeyedContainer(forKey: .innerList)
                try list.encode(2)
                var deep = list.nestedContainer(keyedBy: Key.self)
                try deep.encode(3, forKey: .after)
                try list.encode("x")
                var object = container.nestedContainer(keyedBy: Key.self, forKey: .innerObject)
                try object.encode(4, forKey: .after)
                try container.encode(1, forKey: .after)
                var same = encoder.container(keyedBy: OtherKey.self)
                try same.encodeNil(forKey: .lastOne)
            }
            enum OtherKey: CodingKey { case lastOne }
        }
        #expect(
            try JSONEncoding.encodeToValue([Manual()]).text
                == #"[{"inner_list":[2,{"after":3},"x"],"inner_object":{"after":4},"after":1,"last_one":null}]"#
        )
    }

    @Test func `a container that is filled after its end is an error, not other bytes`() throws {
        struct Late: Encodable {
            func encode(to encoder: any Encoder) throws {
                var outer = encoder.unkeyedContainer()
                var inner = outer.nestedUnkeyedContainer()
                try inner.encode(1)
                try outer.encode(2)
                try inner.encode(3)
            }
        }
        #expect(throws: EncodingError.self) { try JSONEncoding.encode(Late()) }
    }

    @Test func `what needs an escape, has any width or is a number's edge is read back as it was`() throws {
        let texts = [
            "", "\"", "\\", "\n\t\u{1}\u{0}", "Bintang \u{1F31F} kecil", "é", String(repeating: "a\"b", count: 9),
        ]
        let numbers: [Double] = [0, -0.5, 1e300, .leastNonzeroMagnitude, 1e16]
        let integers: [Int64] = [.min, -10, -1, 0, 9, 10, .max]
        #expect(try JSONEncoding.encodeToValue(texts).array?.map(\.string) == texts)
        #expect(try JSONEncoding.encodeToValue(numbers).array?.map(\.number) == numbers)
        #expect(try JSONEncoding.encodeToValue(integers).array?.map(\.integer) == integers)
        #expect(try JSONEncoding.encodeToValue([UInt64.max]).text == "[1.8446744073709552e+19]")
        let keyed = Dictionary(uniqueKeysWithValues: texts.map { ($0, [$0: Set([$0])]) })
        #expect(
            JSONDecoding.decode([String: [String: Set<String>]].self, from: try JSONEncoding.encodeToValue(keyed)).value
                == keyed
        )
    }

    @Test func `JSON that is at hand stands where it is put, as bytes or as a value`() throws {
        struct Told: Codable { var data: [EncodedJSON] }
        let told = Told(data: [.bytes(Array(#"{"a":[1]}"#.utf8)), .value(["b": nil])])
        let value = try JSONEncoding.encodeToValue(told)
        #expect(value == ["data": [["a": [1]], ["b": nil]]])
        let again = try #require(JSONDecoding.decode(Told.self, from: value).value)
        #expect(try again.data.map { try $0.value() } == [["a": [1]], ["b": nil]])
    }

    @Test func `a type that encodes nothing is an empty object`() throws {
        struct Empty: Codable {}
        #expect(try JSONEncoding.encodeToValue(Empty()).text == "{}")
    }
}

@Suite("Events")
struct EventCodingTests {
    struct Minutes: Codable, Equatable { var signedBy: [String] }
    enum Event: Codable, Equatable {
        case handoverSigned(Minutes)
        case caseIDAttached(String)
        case movedTo(place: String, bedNo: Int?)
        case closed
        case both(Int, Int)
        case linked(Minutes?)
    }
    struct Envelope: Codable, Equatable {
        var events: [Event]
    }

    static let events: [(Event, String, JSONValue)] = [
        (.handoverSigned(Minutes(signedBy: ["a", "b"])), "handover_signed", ["signed_by": ["a", "b"]]),
        (.caseIDAttached("PKSAI-2026-000001"), "case_id_attached", "PKSAI-2026-000001"),
        (.movedTo(place: "x", bedNo: 3), "moved_to", ["place": "x", "bed_no": 3]),
        (.movedTo(place: "x", bedNo: nil), "moved_to", ["place": "x"]),
        (.closed, "closed", [:]), (.both(1, 2), "both", ["_0": 1, "_1": 2]),
    ]

    static func value(_ bytes: [UInt8]) throws -> JSONValue { try JSONParser.parse(bytes) }

    @Test(arguments: events) func `a case is its type and data`(event: Event, type: String, data: JSONValue) throws {
        let encoded = try EventCoding.encode(event)
        #expect(encoded.type == type)
        #expect(try Self.value(encoded.data) == data)
        #expect(try EventCoding.decode(Event.self, type: type, data: data) == event)
    }

    @Test func `what is known to have been encoded is taken over, anything else is encoded`() throws {
        var known = KnownEncodings()
        known.add(Minutes(signedBy: ["a"]), as: Array(#""as it was""#.utf8))
        func data(_ names: String...) throws -> JSONValue {
            try Self.value(EventCoding.encode(Event.handoverSigned(Minutes(signedBy: names)), known: known).data)
        }
        #expect(try data("a") == "as it was")
        #expect(try data("a", "b") == ["signed_by": ["a", "b"]])
        let other = try EventCoding.encode(Event.linked(Minutes(signedBy: ["a"])), known: known)
        #expect(other.type == "linked")
        #expect(try Self.value(other.data) == "as it was")
        #expect(try Self.value(EventCoding.encode(Event.both(1, 2), known: known).data) == ["_0": 1, "_1": 2])
    }

    @Test func `an event inside another value has its type as only member`() throws {
        let envelope = Envelope(events: Self.events.map(\.0))
        let value = try JSONEncoding.encodeToValue(envelope)
        #expect(value["events"]?[0] == ["handover_signed": ["signed_by": ["a", "b"]]])
        #expect(value["events"]?[1] == ["case_id_attached": "PKSAI-2026-000001"])
        let decoded = JSONDecoding.decode(Envelope.self, from: value)
        #expect(decoded.value == envelope)
        #expect(decoded.unknownMembers == [])
    }

    @Test func `problems count from the data`() {
        func problems(_ type: String, _ data: JSONValue) -> [Problem] {
            do {
                _ = try EventCoding.decode(Event.self, type: type, data: data)
                return []
            } catch { return error.problems }
        }
        #expect(
            problems("handover_signed", ["signed_by": ["a", 1]])
                == [Problem(pointer: "/signed_by/1", expected: "string", found: "integer")]
        )
        #expect(problems("handover_signed", 5) == [Problem(pointer: "", expected: "object", found: "integer")])
        #expect(problems("case_id_attached", [:]) == [Problem(pointer: "", expected: "string", found: "object")])
        #expect(problems("moved_to", "x").map(\.pointer) == [""])
        #expect(problems("moved_to", ["bed_no": "x"]).map(\.pointer) == ["/place", "/bed_no"])
    }

    @Test func `an unknown type is told apart from bad data`() {
        #expect { try EventCoding.decode(Event.self, type: "never_heard", data: [:]) } throws: { error in
            (error as? EventCodingError)?.code == .unknownType
        }
        #expect { try EventCoding.decode(Event.self, type: "moved_to", data: [:]) } throws: { error in
            (error as? EventCodingError)?.code == .invalidData
        }
        #expect { try EventCoding.encode([1]) } throws: { error in (error as? EventCodingError)?.code == .notAnEvent }
    }

    @Test func `members an event does not know are passed over`() throws {
        let data: JSONValue = ["signed_by": [], "since": 2]
        let event = try EventCoding.decode(Event.self, type: "handover_signed", data: data)
        #expect(event == .handoverSigned(Minutes(signedBy: [])))
    }
}
