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

    static let printed: [(command: String, roles: Set<Role>)] = [
        ("change_risk_level", [.headPksai]), ("approve_closure", [.headPksai]),
        ("decide_protective_review", [.headPksai]), ("approve_plan", [.coordinatorSw, .headPksai]),
        ("sign_referral_letter", [.agencyHead]), ("send_out_of_city_referral", [.secretary]),
        ("confirm_data_request", [.coordinatorPksai]),
    ]

    @Test(arguments: RightsTests.printed)
    func `decides what §2.2 says, and nobody else`(command: String, roles: Set<Role>) {
        #expect(Rights.roles(for: command) == roles)
    }

    @Test func `reporters are seen by intake, with stated reason by leadership and identification, never by others`() {
        for role in Role.allCases {
            let expected: Rights.View =
                switch role {
                case .intakeOfficer: .all
                case .analyst, .dataOfficer, .headPksai, .coordinatorPksai, .responsibleOfficer, .secretary: .withReason
                default: .never
                }
            #expect(Rights.view(of: .reporterIdentity, by: role) == expected, "\(role)")
        }
    }

    @Test func `applicants, agencies and operators see nobody`() {
        for role in [Role.dataApplicant, .agency, .ops, .admin, .steering] {
            for privacyClass in PrivacyClass.allCases {
                #expect(Rights.view(of: privacyClass, by: role) == .never)
            }
        }
    }
}
