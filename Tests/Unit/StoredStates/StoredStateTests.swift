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
    private static let definitions: [UnitName: UnitDefinition] = {
        do {
            let settings = try UnitSettings()
            return Dictionary(
                uniqueKeysWithValues: try [
                    IntakeUnit.definition(settings), IdentificationUnit.definition(settings),
                    ServiceUnitUnit.definition(settings), ReferralUnit.definition(settings),
                    DataRequestUnit.definition(settings),
                ].map { ($0.name, $0) }
            )
        } catch { fatalError("\(error)") }
    }()

    /// One state of a kind.
    struct Stored: Sendable, CustomTestStringConvertible {
        let unit: UnitName
        let kind: String
        let state: JSONObject
        var testDescription: String { "\(self.unit.rawValue) \(self.kind)" }
    }

    private static let stored: [Stored] = {
        let place = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "states.json")
        do {
            let units = try JSONParser.parse([UInt8](Data(contentsOf: place)), limits: .init()).object?.members ?? []
            return units.flatMap { unit in
                (unit.value.object?.members ?? []).compactMap { kind in
                    guard let name = UnitName(rawValue: unit.key), let state = kind.value.object else { return nil }
                    return Stored(unit: name, kind: kind.key, state: state)
                }
            }
        } catch { fatalError("\(error)") }
    }()

    private func read(_ stored: Stored, only isKept: (String) -> Bool = { _ in true }) throws -> any Aggregate {
        try self.read(stored, stored.state.members.filter { isKept($0.key) }.map { ($0.key, $0.value) })
    }

    private func read(_ stored: Stored, _ members: [(String, JSONValue)]) throws -> any Aggregate {
        let definition = try #require(Self.definitions[stored.unit])
        let type = try #require(definition.aggregates[stored.kind] ?? RuntimeMessages.aggregates[stored.kind])
        return try type.decode(JSONValue.object(JSONObject(members: members)).bytes)
    }

    @Test(arguments: Self.stored) func `a state that an earlier program stored is read`(_ stored: Stored) throws {
        let state = try self.read(stored)
        #expect("\(state.id)" == stored.state["id"]?.string)
    }

    @Test(arguments: Self.stored) func `a state that lacks any of its members is read as before they were set`(
        _ stored: Stored
    ) throws {
        for member in stored.state.members where member.key != "id" {
            #expect(throws: Never.self, "\(member.key)") {
                try self.read(stored) { $0 != member.key }
            }
        }
    }

    @Test func `limits a case was pinned to before one more was known have that one as the pack's default`() throws {
        let pinned = try #require(Self.stored.first { $0.kind == "case" }?.state["limits"])
        #expect(pinned["reassignment_hours"] == nil, "an earlier shape")
        let limits = try StateCoding.decode(ProcedureLimits.self, from: pinned)
        #expect(limits.reassignmentHours == ProcedureLimits().reassignmentHours)
        #expect(Int64(limits.oncallActMinutes) == pinned["oncall_act_minutes"]?.integer)
    }

    @Test func `every kind that a unit keeps is read from nothing but its key`() throws {
        for (unit, definition) in Self.definitions {
            for stored in Self.stored where stored.unit == unit {
                let state = try self.read(stored) { $0 == "id" }
                #expect(state.clocks.all.isEmpty || stored.kind == "rhythm", "\(stored.kind)")
            }
            #expect(!definition.aggregates.isEmpty)
        }
    }

    @Test func `what is wrong in a stored state stays an error`() throws {
        let stored = try #require(Self.stored.first { $0.kind == "meeting" })
        let wrong = stored.state.members.map { member in
            (member.key, member.key == "attendees" ? .integer(3) : member.value)
        }
        #expect(throws: (any Error).self) { try self.read(stored, wrong) }
    }
}
