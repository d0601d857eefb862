internal import ArgumentParser

struct CaseGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "case",
        abstract: "Cases: from first contact to closure.",
        subcommands: [
            CaseList.self,
            CaseShow.self,
            CaseRecordContact.self,
            CaseRecordSafety.self,
            CaseRecordProtection.self,
            CaseAssignWorker.self,
            CaseAssignManager.self,
            CaseRecordVisit.self,
            CaseRecordConsent.self,
            CaseDecideProtectiveReview.self,
            CaseProposeClosure.self,
            CaseApproveClosure.self,
            CaseRejectClosure.self,
            CaseTerminate.self,
            CaseClose.self,
            CaseRecordAssessment.self,
            CaseChangeLevel.self,
            CaseDraftPlan.self,
            CaseWaiveItem.self,
            CaseApprovePlan.self,
            CaseRecordIntervention.self,
            CaseRecordReview.self,
            CasePlanReferral.self,
            CaseRequestUrgentReferral.self,
        ]
    )
}
