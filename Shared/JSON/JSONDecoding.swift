/// What came of decoding a value.
public struct Decoded<Value> {
    /// The value; nil exactly if there are ``problems``.
    public let value: Value?
    /// Everything that speaks against the value, in the order it was met; see `[Problem].bounded`.
    public let problems: [Problem]
    /// What was left out instead of refusing the value: see ``JSONDecoding/Mode/lenient``.
    public let warnings: [Problem]
    /// Pointers of the members no type asked for.
    public let unknownMembers: [String]
    /// Errors of other kinds than `DecodingError` that a type threw, such as a key that is not at hand.
    public let causes: [any Error]
}

extension Decoded: Sendable where Value: Sendable {}

/// Decodes `Decodable` types from JSON and gathers every problem on the way.
///
/// A synthesized `init(from:)` stops at the first error. So this decoder does not throw where a value is missing or
/// wrong: it notes the problem, answers with a placeholder and goes on. A placeholder never gets out, because there is
/// no value where there is a problem. Three things follow for an `init(from:)` written by hand:
/// it must not try one type and then another (look at the `JSONValue` instead); what it says in a
/// `DecodingError.Context.debugDescription` becomes `expected` and must be fixed text; it may throw, but must not trap,
/// on `""`, `0` and `false`.
public enum JSONDecoding {
    /// What happens to an invalid value where the type can do without it.
    public enum Mode: Sendable {
        /// It is a problem like any other.
        case strict
        /// An optional becomes nil, an element of an array or set and an entry of a dictionary is dropped, each with a
        /// warning.
        case lenient
        /// What an earlier program stored: a member it did not know has the value that `defaults` gives for the type the
        /// member belongs to (the JSON at hand beside it), else a collection is empty and a truth value false.
        case stored(defaults: @Sendable (any Decodable.Type, JSONValue) -> JSONObject?)
    }

    /// Decodes a value.
    ///
    /// - Parameter userInfo: Reaches every `init(from:)`.
    public static func decode<Value: Decodable>(
        _ type: Value.Type,
        from value: JSONValue,
        mode: Mode = .strict,
        userInfo: [CodingUserInfoKey: any Sendable] = [:]
    ) -> Decoded<Value> {
        let session = DecodingSession(mode: mode, userInfo: userInfo)
        let root = DecodingNode(value: value, parent: nil, step: .whole, session: session)
        let decoded = try? root.value(of: type)
        return Decoded(
            value: session.problems.isEmpty ? decoded : nil,
            problems: session.problems.bounded,
            warnings: session.warnings.bounded,
            unknownMembers: session.finish(),
            causes: session.causes
        )
    }

    /// Parses and decodes; text that is not JSON is one problem.
    public static func decode<Value: Decodable>(
        _ type: Value.Type,
        from bytes: [UInt8],
        limits: JSONLimits = .message,
        mode: Mode = .strict,
        userInfo: [CodingUserInfoKey: any Sendable] = [:]
    ) -> Decoded<Value> {
        do throws(JSONSyntaxError) {
            return self.decode(type, from: try JSONParser.parse(bytes, limits: limits), mode: mode, userInfo: userInfo)
        } catch {
            return Decoded(value: nil, problems: [error.problem], warnings: [], unknownMembers: [], causes: [error])
        }
    }
}

/// What one decoding gathers.
final class DecodingSession {
    let mode: JSONDecoding.Mode
    let userInfo: [CodingUserInfoKey: Any]
    private(set) var problems: [Problem] = []
    // Numbers of their own: they are asked for with each value, and to look into an array that others change costs more.
    private(set) var problemCount = 0
    private(set) var openCount = 0
    private(set) var warnings: [Problem] = []
    private(set) var causes: [any Error] = []
    /// The objects some type has opened; they hold the session, so it lets go of them in ``finish()``.
    private var objects: [DecodingNode] = []
    /// What is known of types; it only grows.
    private(set) var known = KnownTypes.current
    let isStored: Bool

    init(mode: JSONDecoding.Mode, userInfo: [CodingUserInfoKey: any Sendable]) {
        self.mode = mode
        self.isStored = if case .stored = mode { true } else { false }
        self.userInfo = userInfo
    }

    func record(_ problem: Problem) {
        self.problems.append(problem)
        self.problemCount += 1
    }

    func record(cause: any Error) { self.causes.append(cause) }

    /// Says of the last problem what else would have been right.
    func expect(_ expected: String) {
        guard let last = self.problems.indices.last else { return }
        self.problems[last].expected = expected
    }

    /// Makes warnings of the problems from that one on, where a place that can do without its value may do so.
    ///
    /// - Returns: Whether there are any, so that it must do without.
    @inline(__always)
    func doesWithout(from index: Int) -> Bool {
        guard self.problemCount > index, case .lenient = self.mode else { return false }
        self.warnings += self.problems[index...]
        self.problems.removeSubrange(index...)
        self.problemCount = index
        return true
    }

    func opened(_ node: DecodingNode) {
        self.objects.append(node)
        self.openCount += 1
    }

    /// Lets go of the objects opened since then of which there is nothing to say.
    @inline(__always)
    func close(from opened: Int) {
        while self.openCount > opened, let last = self.objects.last, !last.hasMembersNotAskedFor {
            self.objects.removeLast()
            self.openCount -= 1
        }
    }

    /// What a type is.
    @inline(__always)
    func kind(of type: any Decodable.Type) -> KnownTypes.Kind {
        self.known.kind(of: ObjectIdentifier(type)) ?? self.learn { $0.add(type) }
    }

    /// Gets to know more. Changes a copy: who looks up what is known need not watch for a change in between.
    @inline(never)
    func learn<Value>(_ add: (inout KnownTypes) -> Value) -> Value {
        var known = self.known
        defer { self.known = known }
        return add(&known)
    }

    /// Ends the decoding; without this neither the session nor what was decoded is ever freed.
    ///
    /// - Returns: Pointers of the members no type asked for.
    func finish() -> [String] {
        defer {
            self.objects = []
            self.openCount = 0
        }
        return self.objects.flatMap { $0.membersNotAskedFor() }
    }
}

/// Thrown after a problem was recorded, where no placeholder could be made: up to the next optional or element.
struct Abandoned: Error {}
