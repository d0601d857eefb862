public import Vocabulary

extension CaseIdentified: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "case_identified",
        .identification,
        to: [.intake, .serviceUnit],
        "a visit found a child in need"
    )
}

extension CandidateRanked: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "outreach_candidates_ranked",
        .identification,
        to: [.serviceUnit],
        "a child on lists has its place among those to visit"
    )
}

extension OutreachOrdered: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "outreach_assigned",
        .identification,
        to: [.serviceUnit],
        "a worker may visit a child on lists"
    )
}

extension OutreachEnded: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "no_need_recorded",
        .identification,
        to: [.serviceUnit],
        "the visit found no need"
    )
}

extension PopulationUnanswered: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "population_unanswered",
        .identification,
        to: [.identification],
        "the registry is silent; the checks go on"
    )
}

extension ComplaintUnlinkedFromCase: EventContract {
    /// Who tells whom.
    public static let route = Telling(
        "complaint_unlinked_from_case",
        .identification,
        to: [.intake, .serviceUnit],
        "a link was undone"
    )
}
