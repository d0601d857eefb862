/// Why an event could not be coded. It holds none of the event's values.
public struct EventCodingError: Error, Sendable {
    /// What went wrong.
    public enum Code: Sendable, Equatable {
        /// The type is not an enum of events with synthesized coding.
        case notAnEvent
        /// The enum has no such case.
        case unknownType
        /// The case is known but its data does not fit.
        case invalidData
    }

    /// What went wrong.
    public let code: Code
    /// What is wrong with the data; pointers count from the data.
    public let problems: [Problem]
    /// Errors of other kinds than `DecodingError`, such as a key that is not at hand.
    public let causes: [any Error]
}

/// Writes enums with associated values as events: the case's name is the type, what it carries is the data.
///
/// `handoverSigned(minutes)` has type `handover_signed` and the minutes as data; a case with several or named values has
/// an object of them, a case without any the empty object.
public enum EventCoding {
    /// An event's type and its data, compact.
    ///
    /// - Parameter known: What of it was encoded a moment ago.
    /// - Throws: ``EventCodingError/Code/notAnEvent``; what the event's own `encode(to:)` throws.
    public static func encode(
        _ event: some Encodable,
        userInfo: [CodingUserInfoKey: any Sendable] = [:],
        known: KnownEncodings? = nil
    ) throws -> (type: String, data: [UInt8]) {
        let session = EncodingSession(userInfo: userInfo, known: known)
        try session.write(event)
        // An object of one member, whose name needs no escape: {"type":data}
        let isObject = session.buffer.memberCount == 1
        let bytes = try session.finish()
        guard isObject, let end = bytes.dropFirst(2).firstIndex(of: UInt8(ascii: "\"")) else {
            throw EventCodingError(code: .notAnEvent, problems: [], causes: [])
        }
        return (String(decoding: bytes[2..<end], as: UTF8.self), Array(bytes[(end + 2)..<(bytes.count - 1)]))
    }

    /// The event of that type with that data. Strict, but for members it does not know: these are passed over.
    ///
    /// - Throws: ``EventCodingError`` with every problem of the data.
    public static func decode<Event: Decodable>(
        _ event: Event.Type,
        type: String,
        data: JSONValue,
        userInfo: [CodingUserInfoKey: any Sendable] = [:]
    ) throws(EventCodingError) -> Event {
        let members = [JSONObject.Member(key: type, value: data)]
        let decoded = JSONDecoding.decode(event, from: .object(JSONObject(unique: members)), userInfo: userInfo)
        if let value = decoded.value { return value }
        let prefix = "/" + JSONPointer.escape(type)
        let problems = decoded.problems.map { problem in
            var problem = problem
            if problem.pointer == prefix || problem.pointer.hasPrefix(prefix + "/") {
                problem.pointer.removeFirst(prefix.count)
                return problem
            }
            return problem
        }
        let isKnown = decoded.problems.allSatisfy { $0.pointer.hasPrefix(prefix) }
        throw EventCodingError(code: isKnown ? .invalidData : .unknownType, problems: problems, causes: decoded.causes)
    }
}
