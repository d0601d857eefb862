internal import Contracts
internal import IntakeDomain
internal import JSON
internal import UnitRuntime
internal import Vocabulary

/// Takes `verify_information`.
struct VerifyInformationHandler: NumberedHandler {
    typealias Message = VerifyInformation

    func number(in message: VerifyInformation) -> ComplaintNumber { message.complaintNo }

    func decide(
        _ complaint: Complaint,
        _ message: VerifyInformation,
        _ context: DecisionContext
    ) throws -> [Complaint.Event] {
        try complaint.verifyInformation(
            Set(message.sources ?? []),
            childLocated: message.childLocated ?? false,
            note: message.note,
            by: context.actor,
            at: context.now
        )
    }
}

/// Takes `note_unverifiable`.
struct NoteUnverifiableHandler: NumberedHandler {
    typealias Message = NoteUnverifiable

    func number(in message: NoteUnverifiable) -> ComplaintNumber { message.complaintNo }

    func decide(
        _ complaint: Complaint,
        _ message: NoteUnverifiable,
        _ context: DecisionContext
    ) throws -> [Complaint.Event] {
        try complaint.noteUnverifiable(
            Set(message.sources),
            note: message.note,
            by: context.actor,
            at: context.now
        )
    }
}

/// Takes `document_complaint`.
struct DocumentComplaintHandler: NumberedHandler {
    typealias Message = DocumentComplaint

    func number(in message: DocumentComplaint) -> ComplaintNumber { message.complaintNo }

    func decide(
        _ complaint: Complaint,
        _ message: DocumentComplaint,
        _ context: DecisionContext
    ) throws -> [Complaint.Event] {
        try complaint.document(message.archiveRef, by: context.actor, at: context.now)
    }
}
