internal import ReferralDomain
internal import UnitRuntime
internal import Vocabulary

/// Which referrals belong to one case: looked up, because a message names either the case or one referral.
enum CaseReferrals {
    /// The list of a case.
    static func key(_ caseID: CaseID) -> LookupKey { LookupKey("case_referrals", caseID.text) }
    /// The same list, found by one of its referrals.
    static func key(_ referral: ReferralID) -> LookupKey { LookupKey("referral_kin", referral.text) }
    /// The case of a referral.
    static func caseKey(_ referral: ReferralID) -> LookupKey { LookupKey("referral_case", referral.text) }

    /// What a message about one referral must name to reach its kin, its case and the shelters.
    static func keys(_ referral: ReferralID) -> [LookupKey] {
        [self.key(referral), self.caseKey(referral), Shelters.key]
    }

    /// What a new referral's message must name besides its case's list.
    static func newKeys(_ referral: ReferralID) -> [LookupKey] { [self.key(referral), self.caseKey(referral)] }

    /// A referral, the others of its case, and the case.
    static func references(_ referral: ReferralID, _ context: RoutingContext) -> [AggregateReference] {
        let kin = Set(self.list(context.lookup(self.key(referral))) + [referral])
        let file = context.lookup(self.caseKey(referral)).flatMap { CaseID($0) }
        return kin.map { AggregateReference(Referral.self, $0) }
            + [file].compactMap(\.self).map { AggregateReference(CaseFile.self, $0) }
    }

    /// The referrals in a look-up's value.
    static func list(_ value: String?) -> [ReferralID] {
        (value ?? "").split(separator: " ").compactMap { ReferralID(String($0)) }
    }

    /// Puts a new referral into its case's list. The case's look-up must be named, which locks the list; the rows of the
    /// other referrals were made when they were planned.
    static func add(_ referral: ReferralID, to caseID: CaseID, _ context: inout DecisionContext) {
        let known = self.list(context.lookup(self.key(caseID)))
        guard !known.contains(referral) else { return }
        let all = known + [referral]
        let value = all.map(\.text).joined(separator: " ")
        context.setLookup(self.key(caseID), to: value)
        context.setLookup(self.caseKey(referral), to: caseID.text)
        for id in all { context.setLookup(self.key(id), to: value) }
    }
}
