public import Vocabulary

extension Complaint {
    /// Lets those pass who may read a complaint where it came in (domain.md §10.4): intake's officers, leadership, and
    /// identification while it verifies an indirect one. A worker reads the complaint through the case, if it is the
    /// worker's own.
    ///
    /// - Throws: ``Rejection/readElsewhere`` for identification, once there is nothing to verify.
    public func requireReader(_ actor: Actor) throws(Rejection) {
        let readers: [Role] = [.intakeOfficer, .headPksai, .coordinatorPksai]
        if readers.contains(where: { actor.holds($0) }) { return }
        guard actor.holds(.dataOfficer, .analyst) else { throw .notAllowed(needed: readers) }
        guard self.path == .indirect, self.information?.verified != true else { throw .readElsewhere }
    }

    /// Whether a reader learns who reported: intake's officers as a matter of course, others once they say why.
    public static func showsReporter(to actor: Actor, saying reason: String?) -> Bool {
        actor.holds(.intakeOfficer) || reason != nil
    }
}
