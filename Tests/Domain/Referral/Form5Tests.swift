import Instruments
import ReferralDomain
import Testing
import Vocabulary

@Suite struct Form5Tests {
    @Test func `F5: the letter has every field of the instrument, of its class, and no other`() throws {
        let instrument = try #require(Instruments.standard.current(.form5))
        // The signature's place and date are one line on the letter.
        let codes = instrument.fields.map { $0.code == "f5_place" ? "f5_place_date" : $0.code }
        #expect(Set(codes) == ReferralLetterTests.form5)

        var journey = try Journey.planned()
        try journey.draft()
        let letter = try #require(journey.referral.letter)
        let sealed: [String: PrivacyClass?] = [
            "f5_child_name": letter.childName.scope.privacyClass, "f5_child_age": letter.childAge?.scope.privacyClass,
            "f5_child_address": letter.childAddress.scope.privacyClass,
            "f5_problem": letter.problem.scope.privacyClass, "f5_done_so_far": letter.doneSoFar.scope.privacyClass,
            "f5_help_wanted": letter.helpWanted.scope.privacyClass,
            "f5_attachment": letter.attachment.scope.privacyClass,
        ]
        for field in instrument.fields {
            let held = sealed[field.code] ?? nil
            #expect((held?.rawValue ?? "OP") == field.privacy.rawValue, "\(field.code)")
        }
    }
}
