internal import Contracts
internal import IdentificationDomain
internal import UnitRuntime
internal import Vocabulary

extension OutreachCandidate {
    /// The visit that somebody's letter orders, if none of these roles may make it.
    func held(_ leaving: Leaving) -> [Holding] {
        guard self.needsAnother(than: leaving.name, left: leaving.roles), self.vacantSince == nil else { return [] }
        return [
            Holding("assignment_letter", of: "\(Self.streamKind)-\(self.id)", reassign: "pksai outreach assign")
        ]
    }
}
