public import Contracts
internal import PostgreSQL
internal import ProcedurePack
internal import ServiceUnitDomain
public import UnitRuntime
internal import Vocabulary

/// What the service unit hears, decides and tells: a child's case from the first word to its closure.
public enum ServiceUnitUnit {
    /// Which unit.
    public static let name = UnitName.serviceUnit

    /// The unit's table.
    public static func definition(_ settings: UnitSettings) -> UnitDefinition {
        UnitDefinition(
            name: Self.name,
            migrations: [
                Migration(1001, "unit", PackageResources.V1001_unit_sql),
                Migration(1002, "meetings", PackageResources.V1002_meetings_sql),
                Migration(1003, "agenda", PackageResources.V1003_agenda_sql),
            ],
            mintsDataKeys: RhythmID.owns,
            aggregates: [
                AggregateType(
                    Case.self,
                    references: { aCase in (aCase.complaintID, aCase.id) },
                    effects: { event, before, after, context in Self.effects(of: event, before, after, at: context.now)
                    }
                )
                .ringing(Case.self, kinds: { [.oncallReraise, .oncallAct].contains($0) ? Duty.kinds : [] }) {
                    aCase,
                    clock,
                    generation,
                    context in
                    aCase.ring(clock, generation: generation, at: context.now, duty: Duty(context))
                }
                .open(Case.self) { $0.openStage?.rawValue }
                .held(Case.self, by: Self.casesHeld, kinds: Duty.kinds, list: Self.held) { aCase, leaving, context in
                    aCase.lose(leaving.name, leaving: leaving.roles, at: context.now, duty: Duty(context))
                }
                .slicing(CaseSlice.agenda, where: "COALESCE(state->'agenda', 'null'::jsonb) <> '[]'::jsonb"),
                AggregateType(Roster.self) { _, _, _, _ in [] }
                    .held(Roster.self, by: { _ in "true" }, list: Self.held) { _, _, _ in [] },
                AggregateType(Meeting.self) { event, _, after, _ in event.told(after).map { .tell($0) } }
                    .slicing(MeetingSlice.ahead, where: "state->>'phase' IN ('scheduled', 'agenda_ready')"),
                AggregateType(
                    Conference.self,
                    references: { conference in (conference.complaintID, conference.caseID) },
                    effects: { event, _, _, _ in event.told.map { .tell($0) } }
                ),
                AggregateType(Rhythm.self) { event, before, _, _ in
                    if case .supervisionRecorded(let told) = event { return [.tell(told)] }
                    return before.alert(of: event).map { [.alert($0.roles, $0.alert)] } ?? []
                }
                .ringing(Rhythm.self, kinds: { _ in [] }) { rhythm, clock, generation, context in
                    let plan = Rhythm.Plan(rhythm.id.kind, settings.pack)
                    return rhythm.ring(clock, generation: generation, plan: plan, at: context.now)
                },
                AggregateType(FileGrant.self, effects: { _, _, _, _ in [] }),
                AggregateType(OutreachVisit.self, effects: { _, _, _, _ in [] }),
            ],
            handlers: [
                Self.heard(settings.pack), Self.outreach, Self.claims, Self.roster(settings.pack.city.subdistricts),
                Self.handOver, Self.helping,
                Self.care, Self.consent, Self.planning, Self.intervening, Self.ending, Self.reintegration, Self.aid,
                Self.meetings(settings.pack), Self.conferences, Self.rhythms(settings.pack),
                [.command(PrepareFileExtractHandler())],
            ].flatMap(\.self),
            unchanging: Self.unchanging,
            queries: [
                .query(ListCasesHandler()),
                .query(ListHelpersHandler()),
                .query(ListOncallHandler()),
                .query(ListRosterHandler()),
                .query(ShowCaseHandler()),
                .query(ListCaseMeetingsHandler()),
                .query(ListConferencesHandler()),
                .query(ListRhythmsHandler()),
                .query(ListSupervisionsHandler()),
                .query(ReportCaseloadHandler()),
                .query(ShowFileExtractHandler()),
                .query(ShowFormsHandler()),
            ]
        )
    }

    /// What its people read where it was decided: how intake and identification get on.
    private static let unchanging: [any EventContract.Type] = [
        InitialAssessmentRecorded.self, ComplaintForwarded.self, IdentificationStarted.self, RedirectRequested.self,
    ]

    /// Outreach before there is a case: who goes to whom.
    private static let outreach: [HandlerBinding] = [
        .event(CandidateRanked.self, about: \.candidateID) { (visit: OutreachVisit, told) in
            visit.learn(.outreachCandidatesRanked(told))
        },
        .event(OutreachOrdered.self, about: \.candidateID) { (visit: OutreachVisit, told) in
            visit.learn(.outreachAssigned(told))
        },
        .event(CaseIdentified.self, about: \.candidateID) { (visit: OutreachVisit, told) in
            visit.learn(.outreachVisitEnded(OutreachVisit.OutreachVisitEnded(at: told.at)))
        },
        .event(OutreachEnded.self, about: \.candidateID) { (visit: OutreachVisit, told) in
            visit.learn(.outreachVisitEnded(OutreachVisit.OutreachVisitEnded(at: told.at)))
        },
    ]

    /// What other units tell.
    static func heard(_ pack: ProcedurePack) -> [HandlerBinding] {
        [
            .event(HeardHandler(pack, \.caseID, Case.Event.complaintRegistered)),
            .event(HeardHandler(pack, \.caseID, Case.Event.emergencyFlagged)),
            .event(HeardHandler(pack, \.caseID, Case.Event.riskLevelAssigned)),
            .event(HeardHandler(pack, \.caseID, Case.Event.complaintSupplemented)),
            .event(HeardHandler(pack, \.caseID, Case.Event.complaintClosedWithAdvice)),
            .event(HeardHandler(pack, \.caseID, Case.Event.informationVerified)),
            .event(HeardHandler(pack, \.caseID, Case.Event.informationUnverifiable)),
            .event(HeardHandler(pack, \.caseID, Case.Event.childDataRegistered)),
            .event(HeardHandler(pack, \.caseID, Case.Event.residencyVerified)),
            .event(HeardHandler(pack, \.caseID, Case.Event.residencyUnknownRecorded)),
            .event(HeardHandler(pack, \.caseID, Case.Event.priorServiceChecked)),
            .event(HeardHandler(pack, \.caseID, Case.Event.atRiskDatabasesMatched)),
            .event(HeardHandler(pack, \.caseID, Case.Event.caseEligible)),
            .event(HeardHandler(pack, \.caseID, Case.Event.caseNotEligible)),
            .event(ComplaintLinkedToCaseHandler(pack: pack)),
            .event(ComplaintUnlinkedFromCaseHandler(pack: pack)),
            .event(HeardHandler(pack, \.caseID, Case.Event.serviceLevelRecommended)),
            .event(HeardHandler(pack, \.caseID, Case.Event.caseRegistered)),
            .event(HeardHandler(pack, \.caseID, Case.Event.referralSent)),
            .event(HeardHandler(pack, \.caseID, Case.Event.referralAccepted)),
            .event(HeardHandler(pack, \.caseID, Case.Event.referralDeclined)),
            .event(HeardHandler(pack, \.caseID, Case.Event.handoverSigned)),
            .event(HeardHandler(pack, \.caseID, Case.Event.referralResultReported)),
            .event(HeardHandler(pack, \.caseID, Case.Event.assignmentLetterIssued)),
            .event(HeardHandler(pack, \.caseID, Case.Event.referralLetterSigned)),
            .event(HeardHandler(pack, \.caseID, Case.Event.shelterStayEnding)),
            .event(HeardHandler(pack, \.caseID, Case.Event.withdrawalAcknowledged)),
            .event(HeardHandler(pack, \.caseID, Case.Event.meetingAwaited)),
            .event(FileNewsHandler<FileReleaseGranted>(request: \.requestID) { .fileReleaseGranted($0) }),
            .event(
                FileNewsHandler<DataReleased>(request: \.requestID) { released in
                    switch released.dataClass {
                    case .ownFile, .legalCase: .dataReleased(released)
                    case .aggregate, .adjustedCase, .partnerCase, .never: nil
                    }
                }
            ),
        ]
    }
}
