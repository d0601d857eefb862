public import Vocabulary

extension Complaint {
    /// Why a rule of intake said no.
    public enum Rejection: DomainRejection {
        /// No such complaint, or not one of yours.
        case unknownComplaint
        /// TKSK, PSM and volunteers decide nothing (rule 29).
        case decidesNothing
        /// Another role does this.
        case notAllowed(needed: [Role])
        /// Form 1 has gaps that are not marked as unknown.
        case form1Incomplete([Form1Field])
        /// These are judgements: `unknown` is no answer.
        case cannotBeUnknown([Form1Field])
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

        /// A stable word.
        public var code: String {
            switch self {
            case .unknownComplaint: "unknown_complaint"
            case .decidesNothing: "role_decides_nothing"
            case .notAllowed: "not_allowed"
            case .form1Incomplete: "form_1_incomplete"
            case .cannotBeUnknown: "cannot_be_unknown"
            case .notAssessed: "not_assessed"
            case .alreadyForwarded: "already_forwarded"
            case .alreadyClosed: "already_closed"
            case .levelIsNotNone: "level_is_not_none"
            case .localHelpNotConsidered: "local_help_not_considered"
            case .reasonNeeded: "reason_needed"
            case .supervisorNoteNeeded: "supervisor_note_needed"
            case .loweringNeedsHead: "lowering_needs_head"
            }
        }

        /// What is missing and who or what can mend it.
        public var explanation: String {
            switch self {
            case .unknownComplaint: "there is no such complaint, or it is not one of yours"
            case .decidesNothing:
                "TKSK, PSM and volunteers report and accompany but decide nothing; ask an intake officer or social worker"
            case .notAllowed(let needed):
                "this is for \(needed.map(\.rawValue).sorted().joined(separator: ", "))"
            case .form1Incomplete(let fields):
                "Form 1 lacks \(Self.list(fields)): fill them with complete_form_1, or mark as unknown what nobody knows"
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
            case .decidesNothing, .notAllowed, .form1Incomplete, .notAssessed, .alreadyForwarded, .alreadyClosed: ""
            }
        }

        private static func list(_ fields: [Form1Field]) -> String {
            fields.map(\.rawValue).joined(separator: ", ")
        }
    }

    /// Lets these roles pass; says why to all others (rule 29).
    static func authorize(_ actor: Actor, _ needed: [Role]) throws(Rejection) {
        if needed.contains(where: { actor.holds($0) }) { return }
        if actor.holds(.tksk, .psm) { throw .decidesNothing }
        throw .notAllowed(needed: needed)
    }
}
