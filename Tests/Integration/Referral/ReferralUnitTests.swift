import Contracts
import Foundation
import JSON
import ReferralService
import Sealing
import Testing
import PostgreSQL
import RabbitMQ
import TestSupport
import UnitTestSupport

import Vocabulary

@testable import UnitRuntime

@Suite(.freshDatabase, .timeLimit(.minutes(3)))
struct ReferralUnitTests {
    static let referral = ReferralID(UUID())
    static let caseID = CaseID(UUID())
    static let complaint = ComplaintID(UUID())

    static func user(_ name: String, _ role: Role, institution: String? = nil, key: PublicSealKey? = nil) throws
        -> RegisterUser
    {
        RegisterUser(
            username: try #require(Username(name)),
            roles: [role],
            institution: institution,
            sealKeyID: key?.id,
            sealKey: key?.x25519
        )
    }

    static func need(_ id: ReferralID, at: Instant) -> ReferralNeed {
        ReferralNeed(
            referralID: id,
            caseID: self.caseID,
            complaintID: self.complaint,
            complaintNo: ComplaintNumber(year: 2026, serial: 9001),
            kind: .emergency,
            need: .shelter,
            codes: LooseCodes(
                categories: [.violenceVictim],
                riskLevel: .high,
                subdistrict: "Tallo",
                childAge: 14,
                childSex: .female,
                immediateNeeds: [.shelter],
                channel: .phone
            ),
            child: Confidential(
                ChildIdentity(name: "Anak Rahasia", nik: "7371015503129001", placeFound: "Jalan Rahasia 9"),
                .childIdentity,
                origin: self.complaint,
                field: "child"
            ),
            problem: Confidential("masalah rahasia", .sensitiveHarm, origin: self.complaint, field: "problem"),
            test: false,
            at: at
        )
    }

    static func handover(_ id: ReferralID, signed: [HandoverSide]) -> SignHandover {
        SignHandover(
            referralID: id,
            number: "BA/9001",
            place: "rumah aman",
            handedOver: [.child],
            condition: "tenang, rahasia",
            officer: "Rina",
            receivingOfficer: "Wati",
            signatures: signed
        )
    }

    @Test func `an urgent referral goes from the request to the partner's result`() async throws {
        let key = SealKeyPair.generate(owner: "fokal")
        let users = [
            try Self.user("rina", .referralOfficer), try Self.user("dinas", .agencyHead),
            try Self.user("fokal", .focalPoint, institution: "r11", key: key.publicKey),
            try Self.user("lain", .focalPoint, institution: "r10"),
        ]
        let definition = try ReferralUnit.definition(try UnitSettings())
        try await UnitBench.run(definition, users: users) { bench in
            let now = Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
            let id = Self.referral
            try await bench.tell(
                UrgentReferralRequested(need: Self.need(id, at: now)),
                from: .serviceUnit,
                stream: "case-\(Self.caseID.text)",
                complaint: Self.complaint
            )
            try await bench.until("SELECT count(*) FROM aggregates WHERE kind = 'referral'", is: 1)
            #expect(
                try await bench.command(SendReferral(referralID: id, institution: "r99"), from: "rina")
                    == "institution_unknown"
            )
            #expect(try await bench.command(SendReferral(referralID: id, institution: "r11"), from: "rina") == "sent")

            let offer = try await bench.first(in: "receipts.fokal") { $0.properties.type == ReferralOffered.type }
            #expect(offer.properties.contentType == "application/pksai-sealed")
            let opened = try HPKESealing.open(
                offer.body,
                keys: [key],
                userID: "referral",
                messageID: offer.properties.messageID ?? ""
            )
            let offered = try #require(JSONDecoding.decode(ReferralOffered.self, from: opened).value)
            #expect(offered.childName == "Anak Rahasia")
            #expect(offered.childAddress == "Jalan Rahasia 9")
            #expect(offered.problem == "masalah rahasia")
            #expect(!String(decoding: opened, as: UTF8.self).contains("7371015503129001"))

            #expect(try await bench.command(AcceptReferral(referralID: id), from: "lain") == "not_your_institution")
            #expect(try await bench.command(AcceptReferral(referralID: id), from: "rina") != "accepted")
            #expect(try await bench.command(AcceptReferral(referralID: id), from: "fokal") == "accepted")
            let unsigned = Self.handover(id, signed: [.referralOfficer])
            #expect(try await bench.command(unsigned, from: "rina") == "unsigned")
            let signed = Self.handover(id, signed: [.referralOfficer, .focalPoint])
            #expect(try await bench.command(signed, from: "rina", id: "handover-1") == "handed_over")
            // The same again: the same answer, and nothing new.
            #expect(try await bench.command(signed, from: "rina", id: "handover-1") == "handed_over")
            try await bench.until("SELECT count(*) FROM journal WHERE type = 'handover_signed'", is: 1)
            try await bench.until(
                """
                SELECT count(*) FROM deadlines WHERE kind = 'referral' AND phase = 'running'
                AND clock IN ('urgent_letter', 'referral_result', 'shelter_stay')
                """,
                is: 3
            )
            // The child is handed over: what is told now is no longer urgent.
            let told = try await bench.first(in: "service-unit.routine") { delivery in
                String(decoding: delivery.body, as: UTF8.self).contains("handover_signed")
            }
            #expect(!String(decoding: told.body, as: UTF8.self).contains("ahasia"))

            let result = ReportReferralResult(referralID: id, outcome: .served, result: "hasil rahasia")
            #expect(try await bench.command(result, from: "rina") == "reported")
            let fact = try await bench.first(in: "data-request.routine") { _ in true }
            let text = String(decoding: fact.body, as: UTF8.self)
            #expect(text.contains("fact_recorded") && text.contains("served"))
            #expect(!text.contains(Self.caseID.text))
            #expect(!(try await bench.everythingStored()).contains("ahasia"))
        }
    }

    @Test func `the next handover of a case ends the stay of the one before`() async throws {
        let users = [try Self.user("rina", .referralOfficer)]
        let definition = try ReferralUnit.definition(try UnitSettings())
        try await UnitBench.run(definition, users: users) { bench in
            let now = Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
            let stays: SQL = "SELECT count(*) FROM deadlines WHERE clock = 'shelter_stay' AND phase = 'running'"
            for (index, partner) in ["r10", "r11"].enumerated() {
                let id = ReferralID(UUID())
                try await bench.tell(
                    UrgentReferralRequested(need: Self.need(id, at: now)),
                    from: .serviceUnit,
                    stream: "case-\(UUID().uuidString.lowercased())",
                    complaint: Self.complaint
                )
                try await bench.until("SELECT count(*) FROM aggregates WHERE kind = 'referral'", is: Int64(index + 1))
                #expect(
                    try await bench.command(SendReferral(referralID: id, institution: partner), from: "rina") == "sent"
                )
                let signed = Self.handover(id, signed: [.referralOfficer, .focalPoint])
                #expect(try await bench.command(signed, from: "rina") == "handed_over")
                try await bench.until(stays, is: 1)
            }
            try await bench.until("SELECT count(*) FROM journal WHERE type = 'shelter_stay_ended'", is: 1)
        }
    }
}
