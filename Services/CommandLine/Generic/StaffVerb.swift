internal import ArgumentParser
internal import Contracts
internal import Instruments
internal import JSON

/// A body given as a file, for what does not fit on a command line.
struct BodyOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The message as a JSON object, - for standard input; options go over it.",
            valueName: "file"
        ),
        completion: .file()
    )
    var body: String?

    init() {}
}

/// Members of a message as typed; nil ones are left out.
struct Fields: ExpressibleByDictionaryLiteral {
    let members: [(name: String, value: (any Encodable & Sendable)?)]

    init(dictionaryLiteral elements: (String, (any Encodable & Sendable)?)...) {
        self.init(members: elements.map { ($0.0, $0.1) })
    }
    private init(members: [(name: String, value: (any Encodable & Sendable)?)]) { self.members = members }

    static func + (left: Fields, right: Fields) -> Fields { Fields(members: left.members + right.members) }
}

extension Array {
    /// Nil instead of no elements: an option that was not given.
    var unlessEmpty: [Element]? { self.isEmpty ? nil : self }
}

/// A verb whose options are a message's members.
protocol FormVerb: Verb {
    var acting: ActingOptions { get }
    var file: BodyOptions { get }
    /// The members under their names on the wire.
    var fields: Fields { get }
}

extension FormVerb {
    /// The file's members with the options over them, as the message they must be.
    ///
    /// - Throws: ``Failure`` with every problem and unknown member at once; nothing was sent.
    func message<Message: MessageContract>(_ type: Message.Type) throws -> Message {
        var object = try self.file.body.map { try InputFile.object($0).object ?? [:] } ?? [:]
        for (name, value) in self.fields.members {
            if let value { object[name] = try JSONEncoding.encodeToValue(value) }
        }
        let decoded = JSONDecoding.decode(type, from: .object(object))
        let unknown = decoded.unknownMembers.map { Problem(pointer: $0, expected: "no such member", found: "one") }
        guard let message = decoded.value, unknown.isEmpty else {
            let all = Instruments.standard.problems(
                in: .object(object),
                of: Message.type,
                beside: decoded.problems + unknown
            )
            let problems = try JSONEncoding.encodeToValue(all)
            let plain = Output(json: false, isTerminal: false, isColoured: false)
            let lines = AnswerText.problems(problems, plain).joined(separator: "\n")
            throw Failure("\(Message.type) is not complete or not right:\n\(lines)", status: .refused)
        }
        return message
    }
}

/// A verb that sends one command and prints what came of it.
protocol StaffVerb: FormVerb {
    associatedtype Command: CommandContract
}

extension StaffVerb {
    func perform(_ session: Session) async throws {
        try await session.send(self.message(Command.self), self.acting)
    }
}

/// A verb that asks one question and prints the answer.
protocol QueryVerb: FormVerb {
    associatedtype Query: QueryContract
    /// What a person sees of a list; `--json` shows everything. Empty: everything.
    static var columns: [String] { get }
}

extension QueryVerb {
    static var columns: [String] { [] }

    func perform(_ session: Session) async throws {
        try await session.ask(self.message(Query.self), self.acting, columns: Self.columns)
    }
}
