extension Role {
    /// Who is told next when this role doesn't take notice of a missed limit (domain.md §2.1: who supervises whom).
    public var superiors: [Role] {
        switch self {
        case .socialWorker, .onCallWorker, .tksk, .psm: [.coordinatorSw]
        case .coordinatorSw, .secretary, .intakeOfficer, .dataOfficer, .analyst, .referralOfficer, .responsibleOfficer:
            [.coordinatorPksai]
        case .coordinatorPksai: [.headPksai]
        case .headPksai: [.agencyHead]
        case .agencyHead: [.steering]
        case .steering, .focalPoint, .dataApplicant, .agency, .registry, .ops, .admin: []
        }
    }
}
