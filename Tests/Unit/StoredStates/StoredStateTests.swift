internal import Contracts
internal import DataRequestService
internal import Foundation
internal import IdentificationService
internal import IntakeService
internal import JSON
internal import ReferralService
internal import ServiceUnitService
internal import Testing
internal import Vocabulary

@testable internal import UnitRuntime

/// An upgrade of a running city rewrites nothing: what an earlier program stored is read by this one, and what it did not
/// know yet is as before anything happened. `states.json` holds a state of each kind as a demonstration stored it before
/// the newest members were known.
@Suite struct StoredStateTests {
    private static let definitions = Result {
        let settings = try UnitSettings()
        return try [
            IntakeUnit.definition(settings), IdentificationUnit.definition(settings),
            ServiceUnitUnit.definition(settings), ReferralUnit.definition(settings),
            DataRequestUnit.definition(settings),
        ]
    }

    /// One state of a kind.
    struct Stored: Sendable, CustomTestStringConvertible {
        let unit: UnitName
        let kind: String
        let state: JSONObject
        var testDescription: String { "\(self.unit.rawValue) \(self.kind)" }
    }

    private static let stored = Result {
        let place = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "states.json")
        let units = try JSONParser.parse([UInt8](Data(contentsOf: place)), limits: .init()).object?.members ?? []
        return try units.flatMap { unit in
            try (unit.value.object?.members ?? []).map { kind in
                Stored(
                    unit: try #require(UnitName(rawValue: unit.key)),
                    kind: kind.key,
                    state: try #require(kind.value.object)
                )
            }
        }
    }

    private func read(_ stored: Stored, only isKept: (String) -> Bool = { _ in true }) throws -> any Aggregate {
        try self.read(stored, stored.state.members.filter { isKept($0.key) }.map { ($0.key, $0.value) })
    }

    private func read(_ stored: Stored, _ members: [(String, JSONValue)]) throws -> any Aggregate {
        let definition = try #require(Self.definitions.get().first { $0.name == stored.unit })
        let type = try #require(definition.aggregates[stored.kind] ?? RuntimeMessages.aggregates[stored.kind])
        return try type.decode(JSONValue.object(JSONObject(members: members)).bytes)
    }

    @Test(arguments: try Self.stored.get()) func `a state that an earlier program stored is read`(_ stored: Stored)
        throws
    {
        let state = try self.read(stored)
        #expect("\(state.id)" == stored.state["id"]?.string)
    }

    @Test(arguments: try Self.stored.get())
    func `a state that lacks any of its members is read as before they were set`(
        _ stored: Stored
    ) throws {
        for member in stored.state.members where member.key != "id" {
            #expect(throws: Never.self, "\(member.key)") {
                try self.read(stored) { $0 != member.key }
            }
        }
    }

    @Test func `limits a case was pinned to before one more was known have that one as the pack's default`() throws {
        let pinned = try #require(Self.stored.get().first { $0.kind == "case" }?.state["limits"])
        #expect(pinned["reassignment_hours"] == nil, "an earlier shape")
        let limits = try StateCoding.decode(ProcedureLimits.self, from: pinned)
        #expect(limits.reassignmentHours == ProcedureLimits().reassignmentHours)
        #expect(Int64(limits.oncallActMinutes) == pinned["oncall_act_minutes"]?.integer)
    }

    @Test func `a state is read from nothing but its key`() throws {
        for stored in try Self.stored.get() {
            let state = try self.read(stored) { $0 == "id" }
            #expect(state.clocks.all.isEmpty || stored.kind == "rhythm", "\(stored.kind)")
        }
    }

    /// Whatever a unit begins to keep needs a state here, or a reason to stand below.
    @Test func `each kind that a unit keeps is among the stored ones`() throws {
        let stored = Set(try Self.stored.get().map { "\($0.unit.rawValue) \($0.kind)" })
        let kept = try Self.definitions.get().flatMap { unit in
            unit.aggregates.keys.map { "\(unit.name.rawValue) \($0)" }
        }
        // The demonstration fills in no roster and no directory, and nobody answers a survey or complains of the centre.
        let notMade = ["intake service-complaint", "intake survey", "referral directory_entry", "service-unit roster"]
        #expect(Set(kept).subtracting(stored) == Set(notMade))
    }

    @Test func `what is wrong in a stored state stays an error`() throws {
        let stored = try #require(Self.stored.get().first { $0.kind == "meeting" })
        let wrong = stored.state.members.map { member in
            (member.key, member.key == "attendees" ? .integer(3) : member.value)
        }
        #expect(throws: (any Error).self) { try self.read(stored, wrong) }
    }
}
