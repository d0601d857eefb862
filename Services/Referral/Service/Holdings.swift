internal import Contracts
internal import ReferralDomain
internal import UnitRuntime
internal import Vocabulary

extension Referral {
    /// The way to the partner that somebody's letter orders, if none of these roles may go it.
    func held(by name: Username, beyond roles: Set<Role>) -> [Holding] {
        guard self.needsAnother(than: name, left: roles) else { return [] }
        return [Holding("assignment_letter", of: "\(Self.streamKind)-\(self.id)", reassign: "pksai referral assign")]
    }
}
