internal import Contracts
internal import IdentificationDomain
internal import UnitRuntime
internal import Vocabulary

extension OutreachCandidate {
    /// The visit that somebody's letter orders, if none of these roles may make it.
    func held(by name: Username, beyond roles: Set<Role>) -> [Holding] {
        guard self.needsAnother(than: name, left: roles) else { return [] }
        return [
            Holding("assignment_letter", of: "\(Self.streamKind)-\(self.id)", reassign: "pksai outreach assign")
        ]
    }
}
