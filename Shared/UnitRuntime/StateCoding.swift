import JSON
import Vocabulary

/// How states, events and answers become bytes: JSON, snake_case, confidential values sealed.
enum StateCoding {
    static func decode<T: Decodable>(_ type: T.Type, _ bytes: [UInt8]) throws -> T {
        let limits = JSONLimits(maximumBytes: 64 << 20, maximumDepth: 64)
        return try self.decode(type, from: try JSONParser.parse(bytes, limits: limits))
    }

    /// What this program stored, or an earlier one that knew less: an aggregate's new members are as they are before
    /// anything happened, those of a ``Defaulted`` value as it begins, collections empty. An upgrade rewrites nothing.
    static func decode<T: Decodable>(_ type: T.Type, from value: JSONValue) throws -> T {
        if let decoded = JSONDecoding.decode(type, from: value, mode: .strict).value { return decoded }
        let mode = JSONDecoding.Mode.stored { type, value in self.defaults(of: type, value) }
        guard let decoded = JSONDecoding.decode(type, from: value, mode: mode).value else {
            throw RuntimeError.unreadableState
        }
        return decoded
    }

    private static func defaults(of type: any Decodable.Type, _ value: JSONValue) -> JSONObject? {
        if let aggregate = type as? any Aggregate.Type { return self.initial(aggregate, value) }
        guard let defaulted = type as? any Defaulted.Type else { return nil }
        return self.members(of: defaulted.init())
    }

    private static func initial<A: Aggregate>(_ type: A.Type, _ value: JSONValue) -> JSONObject? {
        value["id"]?.string.flatMap { A.ID($0) }.flatMap { self.members(of: A(id: $0)) }
    }

    private static func members(of value: some Encodable) -> JSONObject? {
        try? JSONEncoding.encodeToValue(value).object
    }

    /// Seals plain confidential values with these keys.
    ///
    /// - Returns: Compact JSON, and which classes of which complaints' values stand in it.
    static func encode(
        _ value: some Encodable,
        sealer: BatchSealer
    ) throws -> (bytes: [UInt8], openings: Set<Opening>) {
        try sealer.noting { try JSONEncoding.encode(value, userInfo: [.confidentialSealer: sealer]) }
    }

    /// The same of an event.
    ///
    /// - Parameter known: What of it was encoded a moment ago; the places in that are not told again.
    static func encodeEvent(
        _ event: some Encodable,
        sealer: BatchSealer,
        known: KnownEncodings
    ) throws -> (type: String, data: [UInt8], openings: Set<Opening>) {
        let (encoded, openings) = try sealer.noting {
            try EventCoding.encode(event, userInfo: [.confidentialSealer: sealer], known: known)
        }
        return (encoded.type, encoded.data, openings)
    }

    /// The document with every sealed value replaced by what it holds, or null if its key isn't here.
    ///
    /// - Returns: The opened document and which classes of which complaints were opened.
    static func reveal(_ value: JSONValue, with opener: any RawOpener) -> (value: JSONValue, opened: Set<Opening>) {
        var opened: Set<Opening> = []
        return (self.reveal(value, opener, &opened), opened)
    }

    /// A class of a complaint's values that somebody was shown.
    struct Opening: Hashable, Sendable {
        let origin: String
        let privacyClass: PrivacyClass
    }

    /// The sealed values a document holds.
    static func openings(in value: JSONValue) -> Set<Opening> {
        var found: Set<Opening> = []
        self.collect(value, &found)
        return found
    }

    private static func collect(_ value: JSONValue, _ found: inout Set<Opening>) {
        switch value {
        case .array(let elements): for element in elements { self.collect(element, &found) }
        case .object(let object):
            if let sealed = self.sealed(object) {
                found.insert(Opening(origin: sealed.origin.text, privacyClass: sealed.privacyClass))
                return
            }
            for member in object.members { self.collect(member.value, &found) }
        case .null, .bool, .integer, .number, .string: return
        }
    }

    private static func reveal(_ value: JSONValue, _ opener: any RawOpener, _ opened: inout Set<Opening>) -> JSONValue {
        switch value {
        case .array(let elements): return .array(elements.map { self.reveal($0, opener, &opened) })
        case .object(let object):
            if let sealed = self.sealed(object) {
                guard let bytes = try? opener.openBytes(sealed),
                    let plain = try? JSONParser.parse(bytes, limits: .init())
                else { return .null }
                opened.insert(Opening(origin: sealed.origin.text, privacyClass: sealed.privacyClass))
                return plain
            }
            var members: [(String, JSONValue)] = []
            for member in object.members { members.append((member.key, self.reveal(member.value, opener, &opened))) }
            return .object(JSONObject(members: members))
        case .null, .bool, .integer, .number, .string: return value
        }
    }

    private static func sealed(_ object: JSONObject) -> SealedValue? {
        guard object.count == 4, case .string(let box)? = object["box"], case .string(let origin)? = object["origin"],
            case .string(let name)? = object["class"], case .string(let field)? = object["field"],
            let privacyClass = PrivacyClass(rawValue: name), let complaint = ComplaintID(origin)
        else { return nil }
        return SealedValue(scope: SealingScope(privacyClass, origin: complaint, field: field), box: box)
    }
}

/// Opens a sealed value to its JSON bytes.
protocol RawOpener: Sendable {
    func openBytes(_ sealed: SealedValue) throws -> [UInt8]
}
