internal import Contracts
internal import Foundation
internal import JSON
internal import Vocabulary

@testable internal import UnitRuntime

// A small unit over the real contracts: it takes complaints, commands and another unit's event; it tells, answers,
// counts, looks up, starts clocks and, when the text says so, misbehaves.

/// What the unit guards.
struct Toy: Aggregate {
    enum Event: Codable, Sendable, Equatable {
        case registered(number: Int64, secret: Confidential<String>, isUrgent: Bool, at: Instant)
        case noted(text: String)
        case worded(Confidential<String>)
        case started(at: Instant)
        case clockStarted(due: Instant, at: Instant)
        case rang(ClockRang)
    }

    static let streamKind = "toy"

    let id: ComplaintID
    var number: Int64?
    var secret: Confidential<String>?
    var notes: [String] = []
    var starts = 0
    var rings = 0
    var isUrgent = false
    var clocks = Clocks()

    init(id: ComplaintID) { self.id = id }

    mutating func apply(_ event: Event) {
        switch event {
        case .registered(let number, let secret, let isUrgent, _):
            self.number = number
            self.secret = secret
            self.isUrgent = isUrgent
        case .noted(let text): self.notes.append(text)
        case .worded(let secret): self.secret = secret
        case .started: self.starts += 1
        case .clockStarted(let due, let at): self.clocks.start(.plan, at: at, due: due, rule: "toy")
        case .rang(let rang):
            self.rings += 1
            self.clocks.ring(rang.clock, generation: rang.generation, rang.ring)
        }
    }

    func ring(_ clock: ClockName, generation: Int, at now: Instant) -> [Event] {
        guard !self.notes.contains("deaf") else { return [] }
        return ClockRang(clock, generation: generation, in: self.clocks, at: now).map { [.rang($0)] } ?? []
    }
}

enum ToyRejection: DomainRejection {
    case unwanted

    var code: String { "unwanted" }
    var explanation: String { "the text says so" }
    var pointer: String { "/situation" }
}

struct ToyFault: Error {}

/// Told to identification and to the service unit under a real event's word, so that the topology carries it.
struct ToyRegistered: EventContract, Equatable {
    static let route = Telling(
        "complaint_registered",
        .intake,
        to: [.identification, .serviceUnit],
        "a toy was registered"
    )
    var number: Int64
    var secret: Confidential<String>
}

/// Told to identification alone.
struct ToyNoted: EventContract, Equatable {
    static let route = Telling("complaint_supplemented", .intake, to: [.identification], "a toy was noted upon")
    var text: String
}

/// A note by staff; words in it make the handler or the database fail.
struct ToyNote: CommandContract, Equatable {
    static let type = "toy_note"
    static let summary = "Adds a note to a toy."
    static let unit = UnitName.intake
    static let roles: Set<Role> = [.intakeOfficer]
    static let example = ToyNote(toy: Examples.complaint, text: "a note")
    var toy: ComplaintID
    var text: String
}

/// Starts a toy's clock.
struct ToyClock: CommandContract, Equatable {
    static let type = "toy_clock"
    static let summary = "Starts a toy's clock."
    static let unit = UnitName.intake
    static let roles: Set<Role> = [.intakeOfficer]
    static let example = ToyClock(toy: Examples.complaint, seconds: 1)
    var toy: ComplaintID
    var seconds: Int64
}

/// Asks for what is sealed; the answer is sealed to the reader.
struct ToyShow: CommandContract, Equatable {
    static let type = "toy_show"
    static let summary = "Shows a toy's secret."
    static let unit = UnitName.intake
    static let roles: Set<Role> = [.intakeOfficer]
    static let example = ToyShow(toy: Examples.complaint)
    var toy: ComplaintID
}

struct ToyShown: AnswerContract, Equatable {
    static let type = "toy.shown"
    static let summary = "A toy's secret."
    static let isSealed = true
    static let example = ToyShown(messageID: "1", secret: nil)
    var messageID: String
    var secret: Confidential<String>?
}

// MARK: Handlers

struct ToySubmittedHandler: MessageHandler {
    var isMended = false
    var register: String? { "toys" }

    func lookups(of message: ComplaintSubmitted, _ context: RoutingContext) throws -> [LookupKey] {
        if message.situation == "unnameable" { throw ToyRejection.unwanted }
        return (message.child?.nik).map { [LookupKey("nik", context.blindIndex("nik", $0))] } ?? []
    }

    func subjects(of message: ComplaintSubmitted, _ context: RoutingContext) throws -> [AggregateReference] {
        try self.lookups(of: message, context).compactMap { context.lookup($0) }.compactMap { ComplaintID($0) }
            .map { AggregateReference(Toy.self, $0) }
    }

    func decide(_ message: ComplaintSubmitted, _ context: inout DecisionContext) throws {
        let number = context.nextNumber("toys", year: context.now.localDate.year)
        guard message.situation != "unwanted" else { throw ToyRejection.unwanted }
        guard self.isMended || message.situation != "fault" else { throw ToyFault() }
        let key = (message.child?.nik).map { LookupKey("nik", context.blindIndex("nik", $0)) }
        if let owner = key.flatMap({ context.lookup($0) }).flatMap({ ComplaintID($0) }) {
            context.append([.noted(text: "again")], to: Toy.self, owner)
        }
        let id = ComplaintID(context.newID())
        if let key, context.lookup(key) == nil { context.setLookup(key, to: id.text) }
        let secret = Confidential(message.situation, .sensitiveHarm, origin: id, field: "situation")
        context.create(Toy.self, id)
        context.append(
            [.registered(number: number, secret: secret, isUrgent: message.emergency ?? false, at: context.now)],
            to: Toy.self,
            id
        )
        // PostgreSQL's jsonb refuses U+0000: a failure that only the database knows.
        if message.situation == "refused by the database" {
            context.append([.noted(text: "\u{0}")], to: Toy.self, id)
        }
        context.answer(
            ComplaintAccepted(
                messageID: context.messageID,
                reference: message.reference,
                complaintNo: ComplaintNumber(year: context.now.localDate.year, serial: number),
                complaintID: id,
                riskLevel: nil,
                actBy: nil,
                warnings: context.warnings
            )
        )
    }
}

struct ToyNoteHandler: SubjectHandler {
    typealias Message = ToyNote
    typealias Subject = Toy

    func subject(of message: ToyNote) -> ComplaintID { message.toy }

    func decide(_ toy: Toy, _ message: ToyNote, _ context: inout DecisionContext) throws -> [Toy.Event] {
        if message.text == "unwanted" { throw ToyRejection.unwanted }
        if message.text == "fault" { throw ToyFault() }
        if message.text == "read it", let secret = toy.secret { _ = try context.open(secret) }
        if message.text == "a sealed word" {
            return [.worded(Confidential(message.text, .sensitiveHarm, origin: toy.id, field: "situation"))]
        }
        return [.noted(text: message.text == "refused by the database" ? "\u{0}" : message.text)]
    }
}

struct ToyClockHandler: SubjectHandler {
    typealias Message = ToyClock
    typealias Subject = Toy

    func subject(of message: ToyClock) -> ComplaintID { message.toy }

    func decide(_ toy: Toy, _ message: ToyClock, _ context: inout DecisionContext) -> [Toy.Event] {
        [.clockStarted(due: context.now.adding(seconds: message.seconds), at: context.now)]
    }
}

struct ToyShowHandler: MessageHandler {
    func subjects(of message: ToyShow, _ context: RoutingContext) -> [AggregateReference] {
        [AggregateReference(Toy.self, message.toy)]
    }

    func decide(_ message: ToyShow, _ context: inout DecisionContext) throws {
        context.answer(
            ToyShown(messageID: context.messageID, secret: try context.state(Toy.self, message.toy).secret)
        )
    }
}

struct ToyStartedHandler: MessageHandler {
    func subjects(of message: Heard<IdentificationStarted>, _ context: RoutingContext) -> [AggregateReference] {
        [AggregateReference(Toy.self, message.event.complaintID)]
    }

    func kinds(of message: Heard<IdentificationStarted>) -> [String] {
        self.countsToys(message) ? [Toy.streamKind] : []
    }

    /// Where the case has an identifier of its own.
    private func countsToys(_ message: Heard<IdentificationStarted>) -> Bool {
        message.event.caseID.uuid != message.event.complaintID.uuid
    }

    func decide(_ message: Heard<IdentificationStarted>, _ context: inout DecisionContext) throws {
        let id = message.event.complaintID
        if self.countsToys(message) { _ = try context.all(Toy.self) }
        context.append([.started(at: message.event.at)], to: Toy.self, id)
        guard try context.state(Toy.self, id).notes.contains("writes when started") else { return }
        let word = Confidential("a sealed word", .sensitiveHarm, origin: id, field: "situation")
        context.append([.worded(word)], to: Toy.self, id)
    }
}

enum ToyUnit {
    static let definition = Self.make(isMended: false)
    /// The next version of the program: "fault" is none any more.
    static let mended = Self.make(isMended: true)
    /// The one after that, with a migration of tables that every instance writes.
    static let later = Self.make(isMended: true, migrations: [Migration(9_000, "later", Array(Self.migration.utf8))])

    /// A unit that makes no keys: it has what others bring.
    static let keyless = Self.make(isMended: false, mintsKeys: false)

    private static let migration = """
        ALTER TABLE aggregates ADD COLUMN later text NOT NULL DEFAULT 'x';
        ALTER TABLE journal ADD COLUMN later text;
        ALTER TABLE outbox ADD COLUMN later integer NOT NULL DEFAULT 0;
        CREATE TABLE later (id bigint PRIMARY KEY);
        """

    private static func make(isMended: Bool, mintsKeys: Bool = true, migrations: [Migration] = []) -> UnitDefinition {
        UnitDefinition(
            name: .intake,
            migrations: migrations,
            mintsDataKeys: { _ in mintsKeys },
            aggregates: [
                AggregateType(Toy.self, references: { ($0.id, nil) }) { event, _, after, context in
                    switch event {
                    case .registered(let number, let secret, _, _):
                        [.tell(ToyRegistered(number: number, secret: secret))]
                    case .noted(let text): [.tell(ToyNoted(text: text))]
                    case .worded, .started, .clockStarted: []
                    case .rang(let rang):
                        [
                            .alert(
                                [.intakeOfficer],
                                Alert(
                                    kind: "deadline_missed",
                                    unit: .intake,
                                    stream: "toy-\(after.id.text)",
                                    clock: rang.clock,
                                    message: "a toy's clock rang",
                                    at: context.now
                                )
                            )
                        ]
                    }
                }
            ],
            handlers: [
                .complaint(ToySubmittedHandler(isMended: isMended)), .command(ToyNoteHandler()),
                .command(ToyClockHandler()),
                .command(ToyShowHandler()), .event(ToyStartedHandler()),
            ]
        )
    }
}
