internal import Contracts
internal import ReferralDomain
internal import PostgreSQL
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
                }
                .open(Referral.self) { $0.openState?.rawValue }
                .held(Referral.self, by: Referral.heldSomehow, kinds: [KnownUsers.kind], list: Referral.held) {
                    referral,
                    leaving,
                    context in
                    referral.lose(
                        leaving.name,
                        leaving: leaving.roles,
                        partners: leaving.partners,
                        at: context.now,
                        limits: settings.limits
                    )
                },
                AggregateType(CaseFile.self, references: { (nil, $0.id) }) { event, _, _, _ in
                    CaseFile.effects(of: event)
                },
                AggregateType(ShelterPlace.self) { event, _, after, _ in
                    ShelterPlace.effects(of: event, after: after)
                },
                AggregateType(DirectoryEntry.self) { _, _, _, _ in [] },
            ],
            handlers: Self.heard(settings.limits) + Self.commands(directory, settings),
            unchanging: Self.unchanging,
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
        let others: [HandlerBinding] = [
            .event(RedirectRequestedHandler()),
            .event(ConsentWithdrawnHandler(limits: limits)),
        ]
        return self.asked(limits) + self.learnt(limits) + self.course + others
    }

    /// What is told of a case: its file and its referrals learn it.
    private static func learnt(_ limits: ProcedureLimits) -> [HandlerBinding] {
        [
            .event(
                CaseToldHandler<CaseManagerAssigned>({ $0.caseID }, { .caseManagerAssigned($0) }) { $0.learn($1) }
            ),
            .event(CaseToldHandler<ManagerChanged>({ $0.caseID }, { .caseManagerChanged($0) }) { $0.learn($1) }),
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
            .event(
                CaseToldHandler<ReferredCaseChanged>({ $0.caseID }, { .referredCaseChanged($0) }) {
                    $0.learn($1, limits: limits)
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
            .event(CaseToldHandler<CaseReopened>({ $0.caseID }, { .caseReopened($0) }) { $0.learn($1) }),
        ]
    }

    /// A case's way elsewhere: red flag, plan, meeting, conference, return, end.
    private static let course: [HandlerBinding] = [
        .course(RedFlagSeen.self, \.caseID, \.at),
        .course(ReferAndCloseAsked.self, \.caseID, \.at),
        .course(CloseAsked.self, \.caseID, \.at),
        .course(PlanWaits.self, \.caseID, \.at),
        .course(PlanInForce.self, \.caseID, \.at),
        .course(PlanRevised.self, \.caseID, \.at),
        .course(CaseListed.self, \.caseID, \.at),
        .course(ConferenceRequested.self, \.caseID, \.at),
        .course(ConferenceScheduled.self, \.caseID, \.at),
        .course(ConferenceHeld.self, \.caseID, \.at),
        .course(ConferenceDocumented.self, \.caseID, \.at),
        .course(InterventionTakenOver.self, \.caseID, \.at),
        .course(InterventionDeclined.self, \.caseID, \.at),
        .course(CommunityResocialised.self, \.caseID, \.at),
        .course(ReintegrationMonitored.self, \.caseID, \.at),
        .course(ReintegrationEvaluated.self, \.caseID, \.at),
        .course(ClosureAsked.self, \.caseID, \.at),
        .course(ClosureAgreed.self, \.caseID, \.at),
        .course(ClosureTurnedDown.self, \.caseID, \.at),
    ]

    /// What concerns no case, and a not eligible child, which comes as a referral out of the city or as a redirection.
    private static let unchanging: [any EventContract.Type] = [
        CaseNotEligible.self, CaseMeetingScheduled.self, CaseMeetingHeld.self, CaseMeetingDocumented.self,
    ]

    /// What the staff and partners order.
    static func commands(_ directory: DirectoryDesk, _ settings: UnitSettings) -> [HandlerBinding] {
        let limits = settings.limits
        let others: [HandlerBinding] = [
            .command(SendReferralHandler(directory: directory, limits: limits)),
            .command(DeclineReferralHandler(limits: limits)),
            .command(RequestShelterPlaceHandler(directory: directory, limits: limits)),
            .command(ReleaseShelterPlaceHandler()),
            .command(CountShelterBedsHandler(directory: directory)),
            .command(AcknowledgeWithdrawalHandler()),
            .command(AmendDirectoryEntryHandler(directory: directory)),
        ]
        return self.referralCommands(directory, limits, city: settings.pack.city.name)
            + self.handovers(directory, limits, settings.pack.holidays) + others
    }
}
