internal import Contracts
internal import IntakeDomain
internal import UnitRuntime
internal import Vocabulary

/// What follows from a complaint's events outside intake. A trial is told but alerts nobody and counts nowhere.
enum ComplaintEffects {
    static func of(
        _ event: Complaint.Event,
        _ before: Complaint,
        _ after: Complaint,
        _ context: EffectContext
    ) -> [Effect] {
        switch event {
        case .complaintRegistered(let told): [.tell(told)] + self.fact(after, whole: true, context)
        case .emergencyFlagged(let told): [.tell(told)]
        case .riskLevelAssigned(let told): [.tell(told)] + self.change(before, after, context)
        case .initialAssessmentRecorded(let told): [.tell(told)]
        case .complaintForwarded(let told): [.tell(told)]
        case .complaintSupplemented(let told): [.tell(told)] + self.change(before, after, context)
        case .complaintClosedWithAdvice(let told): [.tell(told)] + self.state("closed_with_advice", after, context)
        case .consentWithdrawn(let withdrawn):
            [
                .tell(
                    WithdrawalAcknowledged(
                        caseID: withdrawn.caseID,
                        holder: UnitName.intake.rawValue,
                        withdrawnAt: withdrawn.at,
                        at: context.now
                    )
                )
            ]
        case .informationVerified(let told): [.tell(told)]
        case .informationUnverifiable(let told): [.tell(told)] + self.review(after, context)
        case .complaintDocumented(let told): [.tell(told)]
        case .clockRang(let ring): self.alert(ring, after, context)
        case .complaintReceived, .emergencyScreened, .supplementReceived, .form1Completed, .identificationStarted,
            .caseRegistered, .caseNotEligible, .redirectRequested, .complaintLinkedToCase, .complaintUnlinkedFromCase,
            .caseClosed, .caseReopened, .riskLevelChanged, .consentGiven:
            []
        }
    }

    private static func change(_ before: Complaint, _ after: Complaint, _ context: EffectContext) -> [Effect] {
        before.codes == after.codes ? [] : self.fact(after, whole: false, context)
    }

    private static func fact(_ complaint: Complaint, whole: Bool, _ context: EffectContext) -> [Effect] {
        guard !complaint.test, let caseID = complaint.caseID, let codes = complaint.codes else { return [] }
        let month = complaint.registeredAt?.localDate.month
        return [
            .fact(caseID) { token in
                FactRecorded(
                    caseToken: token,
                    categories: codes.categories,
                    riskLevel: codes.riskLevel,
                    subdistrict: codes.subdistrict,
                    childSex: codes.childSex,
                    childAge: codes.childAge,
                    immediateNeeds: codes.immediateNeeds,
                    month: whole ? month : nil,
                    channel: whole ? codes.channel : nil,
                    state: whole ? "registered" : nil,
                    at: context.now
                )
            }
        ]
    }

    private static func state(_ state: String, _ complaint: Complaint, _ context: EffectContext) -> [Effect] {
        guard !complaint.test, let caseID = complaint.caseID else { return [] }
        return [.fact(caseID) { token in FactRecorded(caseToken: token, state: state, at: context.now) }]
    }

    /// Nothing confirms it: leadership looks at it again.
    private static func review(_ complaint: Complaint, _ context: EffectContext) -> [Effect] {
        guard !complaint.test else { return [] }
        return [
            .alert(
                [.secretary, .headPksai],
                Alert(
                    kind: "information_unverifiable",
                    unit: .intake,
                    stream: "\(Complaint.streamKind)-\(complaint.id)",
                    complaintNo: complaint.number,
                    caseID: complaint.caseID,
                    message: "all traces were tried and nothing confirms this complaint; it stays open for review",
                    at: context.now
                )
            )
        ]
    }

    /// The warning goes to those who assess, the breach to the head as well (X01, rule 4).
    private static func alert(_ ring: ClockRang, _ complaint: Complaint, _ context: EffectContext) -> [Effect] {
        guard !complaint.test else { return [] }
        let missed = ring.ring == .missed
        return [
            .alert(
                missed ? [.intakeOfficer, .headPksai] : [.intakeOfficer],
                Alert(
                    kind: missed ? "deadline_missed" : "deadline_warning",
                    unit: .intake,
                    stream: "\(Complaint.streamKind)-\(complaint.id)",
                    complaintNo: complaint.number,
                    caseID: complaint.caseID,
                    clock: ring.clock,
                    dueAt: ring.dueAt,
                    rule: ring.rule,
                    message: missed
                        ? "no initial assessment within the limit" : "the initial assessment is still missing",
                    at: context.now
                )
            )
        ]
    }
}
