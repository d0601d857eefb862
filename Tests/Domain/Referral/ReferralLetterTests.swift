import Foundation
import ReferralDomain
import Testing
import Vocabulary

@Suite struct ReferralLetterTests {
    /// Domain.md §7.5, member by member.
    static let form5: Set<String> = [
        "f5_number", "f5_subject", "f5_to", "f5_child_name", "f5_child_age", "f5_child_address", "f5_problem",
        "f5_done_so_far", "f5_help_wanted", "f5_attachment", "f5_place_date", "f5_signer", "f5_copy",
    ]

    /// Writes confidential values in the clear, so that a test sees all that a letter holds.
    struct GlassSealer: ConfidentialSealer {
        func seal<Value: Encodable>(_ value: Value, scope: SealingScope) throws -> SealedValue {
            SealedValue(scope: scope, box: String(decoding: try JSONEncoder().encode([value]), as: UTF8.self))
        }
    }

    @Test func `rule 25: the letter has the members of Form 5, no reporter and no NIK`() throws {
        var journey = try Journey.planned()
        try journey.assign()
        try journey.draft()
        try journey.sign()
        let letter = try #require(journey.referral.letter)
        let encoder = JSONEncoder()
        encoder.userInfo[.confidentialSealer] = GlassSealer()
        let data = try encoder.encode(letter)
        let members = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(Set(members.keys) == Self.form5)
        let text = String(decoding: data, as: UTF8.self)
        #expect(text.contains("Anak Contoh"))
        #expect(!text.contains(Fixture.child.nik ?? ""))
        #expect(!text.lowercased().contains("reporter"))
        #expect(members["f5_place_date"] as? String == "Makassar, 2026-11-20")
        #expect(members["f5_copy"] as? String == ReferralLetter.archive)
    }

    @Test func `what tells of the child is sealed`() throws {
        var journey = try Journey.planned()
        try journey.draft()
        let letter = try #require(journey.referral.letter)
        #expect(throws: EncodingError.self) { try JSONEncoder().encode(letter) }
        #expect(letter.childName.scope.privacyClass == .childIdentity)
        #expect(letter.childAge?.scope.privacyClass == .childIdentity)
        #expect(letter.childAddress.scope.privacyClass == .childIdentity)
        for text in [letter.problem, letter.doneSoFar, letter.helpWanted, letter.attachment] {
            #expect(text.scope.privacyClass == .sensitiveHarm)
            #expect(text.scope.origin == Fixture.complaintID)
        }
    }

    @Test func `what a letter lacks is said at once`() throws {
        var journey = try Journey.planned()
        let lacking = Referral.Rejection.letterIncomplete([
            "f5_number", "f5_child_name", "f5_child_address", "f5_attachment",
        ])
        #expect(throws: lacking) {
            try journey.step { referral throws(Referral.Rejection) in
                try referral.draftLetter(
                    LetterDraft(number: "").completed(with: ChildIdentity(), at: Fixture.friday.localDate),
                    to: Fixture.directory["r39"],
                    by: Fixture.officer
                )
            }
        }
    }

    @Test func `a letter may be written again until it is signed, and signed once`() throws {
        var journey = try Journey.planned()
        #expect(throws: Referral.Rejection.wrongState(.planned, wanted: [.assigned, .replanning])) {
            try journey.sign()
        }
        try journey.assign()
        #expect(throws: Referral.Rejection.letterMissing) { try journey.sign() }
        try journey.draft(to: "r08")
        try journey.draft(to: "r39")
        #expect(journey.referral.letter?.to == "r39")
        try journey.sign()
        #expect(throws: Referral.Rejection.self) { try journey.draft(to: "r08") }
        #expect(throws: Referral.Rejection.self) { try journey.sign() }
    }

    @Test func `the child's line of address comes from what is known`() {
        let found = LetterDraft(number: "1").completed(
            with: ChildIdentity(estimatedAge: 7, placeFound: "harbour gate"),
            at: Fixture.friday.localDate
        )
        #expect(found.childAddress == "harbour gate")
        #expect(found.childAge == 7)
        #expect(found.childName == nil)
        let written = LetterDraft(number: "1", childName: "known as Ani").completed(
            with: Fixture.child,
            at: Fixture.friday.localDate
        )
        #expect(written.childName == "known as Ani")
        #expect(written.childAge == 14)
        #expect(written.childAddress == "Jl. Contoh 1, Tallo, Makassar")
    }
}
