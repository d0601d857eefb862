public import Instruments
public import Vocabulary

extension Complaint {
    /// Why a rule of intake said no.
    public enum Rejection: DomainRejection {
        /// No such complaint, or not one of yours.
        case unknownComplaint
        /// TKSK, PSM and volunteers decide nothing (rule 29).
        case decidesNothing(ask: [Role])
        /// Another role does this.
        case notAllowed(needed: [Role])
        /// Identification reads it at identification.
        case readElsewhere
        /// Form 1 has gaps that are not marked as unknown.
        case form1Incomplete(FormFindings)
        /// These are judgements: `unknown` is no answer.
        case cannotBeUnknown([FieldCode])
        /// The version of Form 1 the complaint is pinned to is gone.
        case noSuchVersion(Int)
        /// No officer has judged the level yet.
        case notAssessed
        /// Identification has it already.
        case alreadyForwarded
        /// It ended already.
        case alreadyClosed
        /// Advice alone ends a complaint only at level none.
        case levelIsNotNone
        /// A vulnerable child: say which local help was considered.
        case localHelpNotConsidered
        /// A level below the suggested one, or a lowered one, needs a reason.
        case reasonNeeded
        /// Level none with a harm category needs a supervisor's note.
        case supervisorNoteNeeded
        /// After forwarding, only the head lowers a level.
        case loweringNeedsHead
        /// Only indirect complaints are checked.
        case notIndirect
        /// One source beyond the reporter, or the child located.
        case noSourceBeyondReporter
        /// It was confirmed already.
        case alreadyVerified
        /// Traces that were not tried yet.
        case tracesLeft([TraceSource])
        /// Identification doesn't have it yet.
        case notForwardedYet
        /// The family hasn't signed the service contract.
        case notContractedYet
        /// A place in the book is needed.
        case archiveRefNeeded
        /// No such complaint about the centre.
        case unknownServiceComplaint
        /// It was answered.
        case alreadyAnswered
        /// Words are needed.
        case contentNeeded
        /// No survey takes answers now.
        case surveyNotOpen
        /// At least one score, each 1 to 4.
        case scoresNeeded

        /// A stable word.
        public var code: String {
            switch self {
            case .unknownComplaint: "unknown_complaint"
            case .decidesNothing: "role_decides_nothing"
            case .notAllowed, .readElsewhere: "not_allowed"
            case .form1Incomplete: "form_1_incomplete"
            case .cannotBeUnknown: "cannot_be_unknown"
            case .noSuchVersion: "no_such_version"
            case .notAssessed: "not_assessed"
            case .alreadyForwarded: "already_forwarded"
            case .alreadyClosed: "already_closed"
            case .levelIsNotNone: "level_is_not_none"
            case .localHelpNotConsidered: "local_help_not_considered"
            case .reasonNeeded: "reason_needed"
            case .supervisorNoteNeeded: "supervisor_note_needed"
            case .loweringNeedsHead: "lowering_needs_head"
            case .notIndirect: "not_indirect"
            case .noSourceBeyondReporter: "no_source_beyond_reporter"
            case .alreadyVerified: "already_verified"
            case .tracesLeft: "traces_left"
            case .notForwardedYet: "not_forwarded_yet"
            case .notContractedYet: "not_contracted_yet"
            case .archiveRefNeeded: "archive_ref_needed"
            case .unknownServiceComplaint: "unknown_service_complaint"
            case .alreadyAnswered: "already_answered"
            case .contentNeeded: "content_needed"
            case .surveyNotOpen: "survey_not_open"
            case .scoresNeeded: "scores_needed"
            }
        }

        /// What is missing and who or what can mend it.
        public var explanation: String {
            switch self {
            case .unknownComplaint: "there is no such complaint, or it is not one of yours"
            case .decidesNothing(let roles):
                "TKSK, PSM and volunteers report and accompany but decide nothing (rule 29); ask \(Self.list(roles))"
            case .notAllowed(let needed):
                "this is for \(Self.list(needed))"
            case .readElsewhere:
                "identification reads a complaint here only to verify an indirect one; use `pksai identification show`"
            case .form1Incomplete(let findings):
                "Form 1 is not complete or not right at \(findings.problems.map(\.pointer).joined(separator: ", ")): fill it with complete_form_1, or mark as unknown what nobody knows"
            case .noSuchVersion(let version): "this unit has no version \(version) of Form 1 any more"
            case .cannotBeUnknown(let fields): "\(Self.list(fields)) must be judged and cannot be marked as unknown"
            case .notAssessed: "an intake officer or social worker must assess the complaint first"
            case .alreadyForwarded: "identification has the complaint already"
            case .alreadyClosed: "the complaint has ended; a supplement or a new complaint takes it up again"
            case .levelIsNotNone: "only a complaint assessed as none ends with advice; forward this one"
            case .localHelpNotConsidered:
                "the child is vulnerable: name the local help or service considered in local_help"
            case .reasonNeeded: "a level below the suggested or present one needs a reason"
            case .supervisorNoteNeeded: "level none with a category of harm needs a supervisor's note"
            case .loweringNeedsHead: "identification has the complaint: only head_pksai lowers its level now"
            case .notIndirect: "only an indirect complaint's information is checked with others"
            case .noSourceBeyondReporter:
                "name a source beyond the reporter in sources, or say that the child was located in child_located"
            case .alreadyVerified: "the information was confirmed already"
            case .tracesLeft(let traces):
                "try \(traces.map(\.rawValue).joined(separator: ", ")) first, and name them in sources"
            case .notForwardedYet: "hand the complaint to identification first, or end it with advice"
            case .notContractedYet:
                "a direct complaint is filed once the service contract is signed (S03): the social worker records it with record_consent"
            case .archiveRefNeeded: "name the place in the registration book in archive_ref"
            case .unknownServiceComplaint: "there is no such complaint about the centre"
            case .alreadyAnswered: "this complaint about the centre has its answer"
            case .contentNeeded: "say it in words"
            case .surveyNotOpen: "no survey takes answers: the secretary opens one with open_survey"
            case .scoresNeeded: "answer at least one question, each with 1 to 4"
            }
        }

        /// The member to blame.
        public var pointer: String {
            switch self {
            case .localHelpNotConsidered: "/local_help"
            case .reasonNeeded: "/reason"
            case .supervisorNoteNeeded: "/supervisor_note"
            case .cannotBeUnknown: "/unknown_fields"
            case .levelIsNotNone, .loweringNeedsHead: "/risk_level"
            case .unknownComplaint: "/complaint_no"
            case .noSourceBeyondReporter, .tracesLeft: "/sources"
            case .archiveRefNeeded: "/archive_ref"
            case .unknownServiceComplaint, .alreadyAnswered: "/service_complaint_no"
            case .contentNeeded: "/content"
            case .scoresNeeded: "/scores"
            case .decidesNothing, .notAllowed, .readElsewhere, .form1Incomplete, .notAssessed, .alreadyForwarded,
                .alreadyClosed,
                .notIndirect, .alreadyVerified, .notForwardedYet, .notContractedYet, .surveyNotOpen, .noSuchVersion:
                ""
            }
        }

        /// What Form 1 lacks, all of it.
        public var problems: [Doubt] {
            if case .form1Incomplete(let findings) = self { findings.doubts } else { [] }
        }

        private static func list(_ roles: [Role]) -> String {
            roles.map(\.rawValue).sorted().joined(separator: ", ")
        }

        private static func list(_ fields: [FieldCode]) -> String {
            fields.map(\.rawValue).joined(separator: ", ")
        }
    }

    /// Lets these roles pass; says why to all others (rule 29).
    static func authorize(_ actor: Actor, _ needed: [Role]) throws(Rejection) {
        if needed.contains(where: { actor.holds($0) }) { return }
        if actor.holds(.tksk, .psm) { throw .decidesNothing(ask: needed) }
        throw .notAllowed(needed: needed)
    }
}
