internal import ArgumentParser

struct ReferralGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "referral",
        abstract: "Referrals to partners and to home districts; the directory.",
        subcommands: [
            ReferralList.self,
            ReferralShow.self,
            ReferralDirectory.self,
            ReferralShelter.self,
            ReferralMatch.self,
            ReferralPrepareHandover.self,
            ReferralCountersign.self,
            ReferralSignHandover.self,
            ReferralRecordAcceptance.self,
            ReferralStayPlace.self,
            ReferralReportResult.self,
            ReferralSendOutOfCity.self,
            ReferralAcknowledgeOutOfCity.self,
            ReferralAcknowledgeWithdrawal.self,
            ReferralAssign.self,
            ReferralDraftLetter.self,
            ReferralSignLetter.self,
            ReferralSend.self,
            ReferralAccept.self,
            ReferralDecline.self,
        ]
    )
}
