import Foundation
import Testing
import Vocabulary

@testable import Contracts

@Suite struct RightsTests {
    @Test(arguments: MessageCatalog.commands.map { $0.type })
    func `a command is for exactly the roles of the table of decisions`(type: String) throws {
        let command = try #require(MessageCatalog.commands.first { $0.type == type })
        let rights = try #require(Rights.roles(for: type), "add \(type) to Rights+Decisions.swift")
        #expect(command.roles.subtracting([.tksk, .psm]) == rights)
    }

    @Test func `the table names every command once and no other`() {
        let named = Rights.decisions.map(\.command)
        #expect(Set(named).count == named.count)
        #expect(Set(named) == Set(MessageCatalog.commands.map { $0.type }))
    }

    @Test func `rule 29: no decision is a TKSK's, a PSM's or an outsider's`() {
        let outsiders: Set<Role> = [.tksk, .psm, .agency, .dataApplicant, .ops, .admin]
        for decision in Rights.decisions {
            #expect(decision.roles.isDisjoint(with: outsiders), "\(decision.command)")
            #expect(!decision.roles.isEmpty, "\(decision.command)")
            #expect(!decision.what.isEmpty && !decision.basis.isEmpty, "\(decision.command)")
        }
    }

    @Test func `§2.2: whom a refused sender is told to ask can do it: no proposer, no helper but for a report`() throws
    {
        for decision in Rights.decisions {
            #expect(decision.able.isSubset(of: decision.roles.union([.tksk, .psm])), "\(decision.command)")
            #expect(!decision.able.isEmpty && decision.proposing.isSubset(of: decision.roles), "\(decision.command)")
            // Whoever the rule only answers is no one to ask; the table says which those are.
            let row = try #require(try Self.rows("decisions.csv").first { $0[0] == decision.command })
            let proposing: Set<Role> = row[4].contains("the rule answers") ? try Self.roles(row[3]) : []
            #expect(decision.proposing == proposing, "\(decision.command)")
            let command = try #require(MessageCatalog.commands.first { $0.type == decision.command })
            #expect(!decision.isReport || command.roles.isSuperset(of: [.tksk, .psm]), "\(decision.command)")
        }
        #expect(Rights.able(to: "assign_case_manager") == [.coordinatorPksai])
        #expect(Rights.able(to: "record_service_complaint")?.contains(.tksk) == true)
        #expect(Rights.able(to: "start_nothing") == nil)
    }

    @Test func `§10.4: no case worker reads complaints where they come in`() {
        #expect(
            ShowComplaint.roles.isDisjoint(
                with: [.socialWorker, .onCallWorker, .coordinatorSw, .referralOfficer, .focalPoint, .tksk, .psm]
            )
        )
    }

    /// The tables of domain.md §2.2, §6 and §14, and of §10.4, as people read them: `decisions.csv`, `views.csv`.
    static func rows(_ file: String) throws -> [[String]] {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(file)
        return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").dropFirst().map { line in
            var (cells, isQuoted) = ([""], false)
            for character in line {
                switch character {
                case "\"": isQuoted.toggle()
                case "," where !isQuoted: cells.append("")
                default: cells[cells.count - 1].append(character)
                }
            }
            return cells
        }
    }

    static func roles(_ text: String) throws -> Set<Role> {
        Set(try text.split(separator: " ").map { try #require(Role(rawValue: String($0)), "\($0)") })
    }

    @Test func `§2.2: of every role and every decision, who may and who may not`() throws {
        let rows = try Self.rows("decisions.csv")
        #expect(Set(rows.map { $0[0] }) == Set(MessageCatalog.commands.map { $0.type }))
        for row in rows {
            try #require(row.count == 5, "\(row)")
            let (printed, also) = (try Self.roles(row[1]), try Self.roles(row[3]))
            #expect(!row[2].isEmpty && printed.isDisjoint(with: also), "\(row[0])")
            // Whoever the tables don't name may only with a reason of its own.
            #expect(also.isEmpty == row[4].isEmpty, "\(row[0])")
            let command = try #require(MessageCatalog.commands.first { $0.type == row[0] })
            for role in Role.allCases {
                let may = printed.contains(role) || also.contains(role)
                #expect((Rights.roles(for: row[0])?.contains(role) == true) == may, "\(role) \(row[0])")
                // A TKSK or PSM may send some, to be told by the rule that they decide nothing (rule 29).
                if ![.tksk, .psm].contains(role) {
                    #expect(command.roles.contains(role) == may, "\(role) \(row[0])")
                }
            }
        }
    }

    @Test func `S08 step 3: identification, the service unit and the coordinator see the ranking they discuss`() {
        let discuss: Set<Role> = [.dataOfficer, .analyst, .socialWorker, .coordinatorSw, .coordinatorPksai]
        #expect(discuss.isSubset(of: ListOutreachCandidates.roles))
        #expect(
            ListOutreachCandidates.roles.isDisjoint(with: [.focalPoint, .agency, .dataApplicant, .ops, .tksk, .psm])
        )
    }

    @Test func `whoever verifies an indirect complaint finds it, and reads it`() {
        let verifiers = VerifyInformation.roles.subtracting([.tksk, .psm])
        #expect(verifiers.isSubset(of: ListComplaints.roles))
        #expect(verifiers.isSubset(of: ShowComplaint.roles))
    }

    @Test func `§10.4: of every role and every class of data, how far it sees`() throws {
        let rows = try Self.rows("views.csv")
        #expect(rows.map { $0[0] }.sorted() == Role.allCases.map(\.rawValue).sorted())
        for row in rows {
            let role = try #require(Role(rawValue: row[0]))
            let classes: [PrivacyClass] = [.childIdentity, .reporterIdentity, .sensitiveHarm]
            for (cell, privacyClass) in zip(row[1...], classes) {
                let expected = try #require(Rights.View(rawValue: cell), "\(row)")
                #expect(Rights.view(of: privacyClass, by: role) == expected, "\(role) \(privacyClass)")
            }
        }
    }
}
