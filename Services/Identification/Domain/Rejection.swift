public import Vocabulary

/// Why a rule of identification said no.
public enum Rejection: DomainRejection {
    /// No such complaint here.
    case unknownComplaint
    /// No such child on any list.
    case unknownCandidate
    /// TKSK, PSM and volunteers decide nothing (rule 29).
    case decidesNothing([Role])
    /// Another role does this.
    case notAllowed([Role])
    /// Nothing suggests that these two are one child.
    case noSuchCandidate
    /// A decision needs a reason.
    case reasonNeeded
    /// `unknown` is what stands without a proof; it can't be proved.
    case notAProof
    /// A child of another district: name it.
    case homeDistrictNeeded
    /// Identification has not begun: intake has not forwarded the complaint.
    case notForwarded
    /// The outcome stands already.
    case alreadyDecided
    /// There is no category to decide on.
    case categoriesNeeded
    /// It stands elsewhere in the table of states: where, and what was tried.
    case wrongState(String, String)
    /// Somebody reported the child: it is in care or on its way there.
    case alreadyReported
    /// A level above none is needed.
    case levelNeeded
    /// A letter has a number, a purpose and a worker.
    case letterIncomplete
    /// Only a social worker goes on outreach.
    case notASocialWorker
    /// The letter does not cover this day.
    case letterRunOut
    /// The letter is not in the sender's name.
    case notAssigned
    /// Minutes and three reports are needed.
    case reportsIncomplete
    /// What was found is no danger.
    case notADanger
    /// What was found must be said.
    case situationNeeded
    /// A correction needs evidence.
    case evidenceNeeded
    /// Not a value of this fact.
    case notAValue(SourceField)
    /// Data of tomorrow.
    case dateAhead
    /// The complaint joined no case.
    case notLinked
    /// Whom the registry knows has a status and a district.
    case registryAnswerIncomplete

    /// A stable word.
    public var code: String {
        switch self {
        case .unknownComplaint: "unknown_complaint"
        case .unknownCandidate: "unknown_candidate"
        case .decidesNothing: "role_decides_nothing"
        case .notAllowed: "not_allowed"
        case .noSuchCandidate: "no_such_candidate"
        case .reasonNeeded: "reason_needed"
        case .notAProof: "not_a_proof"
        case .homeDistrictNeeded: "home_district_needed"
        case .notForwarded: "not_forwarded"
        case .alreadyDecided: "already_decided"
        case .categoriesNeeded: "categories_needed"
        case .wrongState: "wrong_state"
        case .alreadyReported: "already_reported"
        case .levelNeeded: "level_needed"
        case .letterIncomplete: "letter_incomplete"
        case .notASocialWorker: "not_a_social_worker"
        case .letterRunOut: "letter_run_out"
        case .notAssigned: "not_assigned"
        case .reportsIncomplete: "reports_incomplete"
        case .notADanger: "not_a_danger"
        case .situationNeeded: "situation_needed"
        case .evidenceNeeded: "evidence_needed"
        case .notAValue: "not_a_value"
        case .dateAhead: "date_ahead"
        case .notLinked: "not_linked"
        case .registryAnswerIncomplete: "registry_answer_incomplete"
        }
    }

    /// What is missing and who or what can mend it.
    public var explanation: String {
        switch self {
        case .unknownComplaint: "identification knows no such complaint"
        case .unknownCandidate: "no list that was imported has such a child; see list_outreach_candidates"
        case .decidesNothing(let roles):
            "TKSK, PSM and volunteers verify but decide nothing; ask \(Self.list(roles, "or"))"
        case .notAllowed(let roles): "this is for \(Self.list(roles, ","))"
        case .noSuchCandidate: "nothing suggests that these two are one child; see list_same_child_candidates"
        case .reasonNeeded: "say in reason why"
        case .notAProof: "unknown can't be proved: name the residency that the proof shows"
        case .homeDistrictNeeded: "name the child's district in home_district, four digits"
        case .notForwarded: "intake has not handed the complaint over yet"
        case .alreadyDecided: "the outcome stands already"
        case .categoriesNeeded: "name at least one of the twelve categories, or reason outside_scope"
        case .wrongState(let state, let wanted): "it is \(state): it can't be \(wanted) from there"
        case .alreadyReported: "somebody reported this child already: it is in care or on its way there"
        case .levelNeeded: "name a level above none; without a need record_no_need"
        case .letterIncomplete: "the assignment letter needs a number and a purpose"
        case .notASocialWorker: "only a user with the role social_worker is sent on outreach"
        case .letterRunOut: "the assignment letter does not cover this day: coordinator_pksai issues a new one"
        case .notAssigned: "nobody visits without an assignment letter in their name: ask coordinator_pksai"
        case .reportsIncomplete: "minutes, social report, home-visit report and assessment report must all be there"
        case .notADanger: "danger is for level high or an emergency; otherwise identification decides on the reports"
        case .situationNeeded: "say in situation what was found"
        case .evidenceNeeded: "say in evidence what shows it"
        case .notAValue(let field): "this is not a value of \(field.rawValue)"
        case .dateAhead: "the date of the data lies ahead"
        case .notLinked: "the complaint joined no case: there is nothing to undo"
        case .registryAnswerIncomplete: "a person who is found has a status and a district of four digits"
        }
    }

    /// The member to blame.
    public var pointer: String {
        switch self {
        case .unknownComplaint, .notForwarded, .alreadyDecided: "/complaint_id"
        case .unknownCandidate, .alreadyReported: "/candidate_id"
        case .noSuchCandidate: "/other_child_id"
        case .reasonNeeded: "/reason"
        case .notAProof: "/residency"
        case .homeDistrictNeeded: "/home_district"
        case .categoriesNeeded: "/categories"
        case .levelNeeded: "/risk_level"
        case .letterIncomplete: "/letter_no"
        case .notASocialWorker: "/worker"
        case .notADanger: "/danger"
        case .situationNeeded: "/situation"
        case .evidenceNeeded: "/evidence"
        case .notAValue: "/value"
        case .dateAhead: "/date"
        case .notLinked: "/complaint_no"
        case .registryAnswerIncomplete: "/district"
        case .decidesNothing, .notAllowed, .wrongState, .letterRunOut, .notAssigned, .reportsIncomplete: ""
        }
    }

    /// Lets these roles pass, data officers and analysts unless told; says why to all others (domain.md §2.2).
    static func authorize(_ actor: Actor, _ roles: [Role] = [.dataOfficer, .analyst]) throws(Rejection) {
        if roles.contains(where: { actor.holds($0) }) { return }
        throw actor.holds(.tksk, .psm) ? .decidesNothing(roles) : .notAllowed(roles)
    }

    private static func list(_ roles: [Role], _ word: String) -> String {
        let names = roles.map(\.rawValue)
        return names.joined(separator: word == "," ? ", " : " \(word) ")
    }
}
