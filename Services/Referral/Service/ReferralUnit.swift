internal import Contracts
internal import ReferralDomain
internal import ProcedurePack
public import UnitRuntime
internal import Vocabulary

/// What the referral unit hears, decides and says (S09, §9).
public enum ReferralUnit {
    /// The unit with its directory, from `PKSAI_DIRECTORY` or built in.
    ///
    /// - Throws: `DirectoryProblems` with everything that is wrong with the file.
    public static func definition(_ settings: UnitSettings) throws -> UnitDefinition {
        let directory = try Directory.load(file: settings.values["PKSAI_DIRECTORY"])
        let limits = settings.limits
        return UnitDefinition(
            name: .referral,
            migrations: [Migration(1001, "unit", PackageResources.V1001_unit_sql)],
            aggregates: [
                AggregateType(Referral.self, references: { ($0.subject?.complaintID, $0.subject?.caseID) }) {
                    event,
                    _,
                    after,
                    context in
                    after.effects(of: event, at: context.now)
                }
            ],
            handlers: [
                .event(ReferralPlannedHandler(limits: limits)),
                .event(UrgentReferralRequestedHandler(limits: limits)),
                .event(OutOfCityReferralRequestedHandler(limits: limits)),
                .event(CaseManagerAssignedHandler()),
                .event(CaseClosedHandler()),
                .command(IssueAssignmentLetterHandler()),
                .command(DraftReferralLetterHandler(directory: directory)),
                .command(SignReferralLetterHandler()),
                .command(SendReferralHandler(directory: directory, limits: limits)),
                .command(AcceptReferralHandler()),
                .command(DeclineReferralHandler(limits: limits)),
                .command(SignHandoverHandler(directory: directory, limits: limits, holidays: settings.pack.holidays)),
                .command(ReportReferralResultHandler()),
                .command(SendOutOfCityReferralHandler(limits: limits)),
                .command(AcknowledgeOutOfCityReferralHandler()),
            ],
            queries: [
                .query(ListReferralsHandler()),
                .query(ShowReferralHandler()),
                .query(ListDirectoryHandler(directory: directory)),
                .query(MatchDirectoryHandler(directory: directory)),
            ]
        )
    }
}
