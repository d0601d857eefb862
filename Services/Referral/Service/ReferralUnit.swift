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
        let directory = DirectoryDesk(file: try Directory.load(file: settings.values["PKSAI_DIRECTORY"]))
        return UnitDefinition(
            name: .referral,
            migrations: [
                Migration(1001, "unit", PackageResources.V1001_unit_sql),
                Migration(1002, "shelters", PackageResources.V1002_shelters_sql),
            ],
            aggregates: [
                AggregateType(Referral.self, references: { ($0.subject?.complaintID, $0.subject?.caseID) }) {
                    event,
                    _,
                    after,
                    context in
                    after.effects(of: event, at: context.now)
                },
                AggregateType(CaseFile.self, references: { (nil, $0.id) }) { event, _, _, _ in
                    CaseFile.effects(of: event)
                },
                AggregateType(ShelterPlace.self) { event, _, after, _ in
                    ShelterPlace.effects(of: event, after: after)
                },
                AggregateType(DirectoryEntry.self) { _, _, _, _ in [] },
            ],
            handlers: Self.heard(settings.limits) + Self.commands(directory, settings.limits, settings.pack.holidays),
            queries: [
                .query(ListReferralsHandler()),
                .query(ShowReferralHandler()),
                .query(ListDirectoryHandler(directory: directory)),
                .query(ShowDirectoryEntryHandler(directory: directory)),
                .query(CheckDirectoryHandler()),
                .query(MatchDirectoryHandler(directory: directory)),
                .query(ListSheltersHandler(directory: directory)),
            ]
        )
    }

    /// What other units tell.
    static func heard(_ limits: ProcedureLimits) -> [HandlerBinding] {
        [
            .event(ReferralPlannedHandler(limits: limits)),
            .event(UrgentReferralRequestedHandler(limits: limits)),
            .event(OutOfCityReferralRequestedHandler(limits: limits)),
            .event(RedirectRequestedHandler()),
            .event(ConsentWithdrawnHandler(limits: limits)),
            .event(
                CaseToldHandler<CaseManagerAssigned>({ $0.caseID }, { .caseManagerAssigned($0) }) { $0.learn($1) }
            ),
            .event(
                CaseToldHandler<RiskLevelChanged>({ $0.caseID }, { .riskLevelChanged($0) }) {
                    $0.learn($1, limits: limits)
                }
            ),
            .event(
                CaseToldHandler<ProtectiveActionTold>({ $0.caseID }, { .protectiveActionRecorded($0) }) {
                    $0.learn($1)
                }
            ),
            .event(CaseToldHandler<ConsentGiven>({ $0.caseID }, { .consentGiven($0) }) { $0.learn($1) }),
            .event(
                CaseToldHandler<ChildReunified>({ $0.caseID }, { .childReunified($0) }, frees: .reunified) {
                    $0.learn($1)
                }
            ),
            .event(
                CaseToldHandler<CaseClosed>({ $0.caseID }, { .caseClosed($0) }, frees: .caseClosed) { $0.learn($1) }
            ),
        ]
    }

    /// What the staff and partners order.
    static func commands(
        _ directory: DirectoryDesk,
        _ limits: ProcedureLimits,
        _ holidays: HolidayCalendar
    ) -> [HandlerBinding] {
        [
            .command(IssueAssignmentLetterHandler()),
            .command(DraftReferralLetterHandler(directory: directory)),
            .command(SignReferralLetterHandler()),
            .command(SendReferralHandler(directory: directory, limits: limits)),
            .command(AcceptReferralHandler()),
            .command(DeclineReferralHandler(limits: limits)),
            .command(RecordReceiverAcceptanceHandler()),
            .command(SignHandoverHandler(directory: directory, limits: limits, holidays: holidays)),
            .command(PrepareHandoverHandler(directory: directory)),
            .command(CountersignHandoverHandler(directory: directory, limits: limits, holidays: holidays)),
            .command(ReportReferralResultHandler()),
            .command(RequestShelterPlaceHandler(directory: directory, limits: limits)),
            .command(ReleaseShelterPlaceHandler()),
            .command(CountShelterBedsHandler(directory: directory)),
            .command(ExtendShelterStayHandler(directory: directory, limits: limits)),
            .command(PlanNextPlaceHandler(directory: directory)),
            .command(RecordStayPlaceHandler()),
            .command(SendOutOfCityReferralHandler(limits: limits)),
            .command(AcknowledgeOutOfCityReferralHandler()),
            .command(AcknowledgeWithdrawalHandler()),
            .command(AmendDirectoryEntryHandler(directory: directory)),
        ]
    }
}
