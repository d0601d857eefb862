public import ReferralDomain
public import UnitRuntime
public import Vocabulary

extension Referral: PartnerPapers {
    /// The minutes it signs, as long as it is the receiver and consent holds.
    public func gives(_ kind: DocumentKind, to institution: String) -> Bool {
        kind == .handoverMinutes && self.minutes != nil && self.institution == institution && self.withdrawal == nil
    }
}
