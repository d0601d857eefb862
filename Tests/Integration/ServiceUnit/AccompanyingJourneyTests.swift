internal import Contracts
internal import Foundation
internal import JSON
internal import PostgreSQL
internal import RabbitMQ
internal import ServiceUnitDomain
internal import TestSupport
internal import Testing
internal import UnitTestSupport
internal import Vocabulary

/// Meetings, partners, withdrawal, return and monitoring, by the staff's commands through the running unit.
@Suite(.freshDatabase, .timeLimit(.minutes(3)))
struct AccompanyingJourneyTests {
    let complaint = ComplaintID(UUID())
    let id = CaseID(UUID())
    var today: LocalDate { Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)).localDate }

    private func done<C: CommandContract>(_ command: C, by name: String, _ bench: Bench) async throws {
        let answer = try await bench.command(command, by: name)
        #expect(answer.type == CommandAccepted.type, "\(C.type): \(answer.body)")
    }

    private func refused<C: CommandContract>(_ command: C, by name: String, _ bench: Bench) async throws -> String {
        let answer = try await bench.command(command, by: name)
        #expect(answer.type == CommandRejected.type, "\(C.type): \(answer.body)")
        return answer.body
    }

    /// What an accepted command answers, `meeting_id`.
    private func result<C: CommandContract>(
        _ member: String,
        of command: C,
        by name: String,
        _ bench: Bench
    ) async throws -> String {
        let answer = try await bench.command(command, by: name)
        #expect(answer.type == CommandAccepted.type, "\(C.type): \(answer.body)")
        let body = try JSONParser.parse(Array(answer.body.utf8), limits: JSONLimits())
        return body["result"]?[member]?.string ?? ""
    }

    /// A case with a plan in force, siti's.
    @discardableResult
    private func inIntervention(_ bench: Bench) async throws -> Instance {
        let unit = try bench.start()
        try await bench.makeEverybodyKnown()
        try await bench.register(self.complaint, self.id, .low)
        _ = try await bench.until(self.id) { $0.level == .low }
        let siti = try #require(Username("siti"))
        try await self.done(AssignCaseWorker(caseID: self.id, worker: siti, letterNo: "ST-1"), by: "kadir", bench)
        try await self.done(RecordConsent.example.about(self.id), by: "siti", bench)
        try await self.done(ScheduleHomeVisit(caseID: self.id, date: self.today), by: "siti", bench)
        try await self.done(RecordHomeVisit(caseID: self.id, childMet: true, report: "TANDA-rumah"), by: "siti", bench)
        try await self.done(PauseAssessment(caseID: self.id, reason: "TANDA-darurat"), by: "siti", bench)
        try await self.done(ResumeAssessment(caseID: self.id), by: "siti", bench)
        try await self.done(RecordAssessment(caseID: self.id, form: .example), by: "siti", bench)
        var action = PlanAction.example
        action.problemItems = []
        let plan = DraftPlan(caseID: self.id, actions: [action], reviewDate: self.today.adding(days: 30))
        try await self.done(plan, by: "siti", bench)
        try await self.done(WaiveItem(caseID: self.id, item: "b1_3", reason: "card is on its way"), by: "sari", bench)
        try await self.done(ApprovePlan(caseID: self.id), by: "sari", bench)
        return unit
    }

    @Test
    func
        `S06 case_manager_assigned, S07 intervention_taken_over and rule 22: the meeting appoints the manager, the conference's partner takes over, the case stays`()
        async throws
    {
        try await Bench.run { bench in
            try await self.inIntervention(bench)
            let (id, siti) = (self.id, try #require(Username("siti")))
            let soon = Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)).adding(hours: 1)
            let meeting = try await self.result(
                "meeting_id",
                of: ScheduleCaseMeeting(startsAt: soon),
                by: "sekar",
                bench
            )
            let meetingID = try #require(MeetingID(meeting))
            let people = [siti, try #require(Username("kadir"))]
            try await self.done(
                HoldCaseMeeting(meetingID: meetingID, attendees: people, minutesNo: "NT-1"),
                by: "sekar",
                bench
            )
            // The case without definitive manager is on the agenda, and must have an outcome.
            #expect(
                try await self.refused(DocumentCaseMeeting(meetingID: meetingID), by: "sekar", bench)
                    .contains("missing")
            )
            let said = RecordMeetingOutcome(
                meetingID: meetingID,
                caseID: id,
                outcome: .referred,
                note: "TANDA: the school must come too"
            )
            try await self.done(said, by: "sekar", bench)
            let appoint = AssignCaseManager(caseID: id, worker: siti, meetingID: meetingID)
            try await self.done(appoint, by: "kadir", bench)
            try await self.done(DocumentCaseMeeting(meetingID: meetingID), by: "sekar", bench)
            let minuted = ListCaseMeetings(meetingID: meetingID, reason: "to write the minutes")
            let agenda = try await bench.query(minuted, by: "sekar")
            #expect(agenda.contains("manager_appointed") && agenda.contains("documented"))
            #expect(agenda.contains(#""case_no":"ADU-"#) || agenda.contains(#""case_no":"PKSAI-"#))
            // What was said is for the minutes and whoever works on the case; a list of meetings does not open it.
            #expect(agenda.contains("TANDA: the school must come too") && agenda.contains("NT-1"))
            #expect(agenda.contains(#""chair":"kadir""#) && agenda.contains(#""case_no":"ADU-2026-"#))
            #expect(try await bench.query(ListCaseMeetings(meetingID: meetingID), by: "siti").contains("TANDA"))
            let listed = try await bench.query(ListCaseMeetings(), by: "sekar")
            #expect(!listed.contains("TANDA") && listed.contains(#""case_no":"ADU-2026-"#))

            let schedule = ScheduleConference(
                caseID: id,
                startsAt: soon,
                place: "the centre",
                institutions: ["r11", "r12"]
            )
            let conference = try await self.result("conference_id", of: schedule, by: "kadir", bench)
            let conferenceID = try #require(ConferenceID(conference))
            try await bench.listening(to: "receipts.fajar") { invitations in
                let invite = InviteFocalPoint(
                    caseID: id,
                    conferenceID: conferenceID,
                    institution: "r11",
                    need: .psychology,
                    actionIDs: ["a1"],
                    facts: "TANDA-minimum"
                )
                var naming = invite
                naming.facts = "CONTOH needs to talk to somebody"
                let refused = try await self.refused(naming, by: "siti", bench)
                #expect(refused.contains(#""/facts""#) && !refused.lowercased().contains("contoh"))
                try await self.done(invite, by: "siti", bench)
                let invited = try await invitations.first { $0.properties.type == MeetingInvited.type }
                // Sealed: the broker sees nothing of it.
                #expect(!String(decoding: invited.body, as: UTF8.self).contains("TANDA"))
                // A partner nobody answers for is not passed over in silence.
                var unread = invite
                unread.institution = "r12"
                try await bench.listening(to: "alerts.referral_officer") { alerts in
                    try await self.done(unread, by: "siti", bench)
                    let alert = try await alerts.first { String(decoding: $0.body, as: UTF8.self).contains("no_focal") }
                    let text = String(decoding: alert.body, as: UTF8.self)
                    #expect(text.contains("r12 has no focal point to read") && !text.contains("TANDA"))
                    #expect(!text.contains("r11"))
                }
            }
            let hold = HoldConference(
                caseID: id,
                conferenceID: conferenceID,
                present: ["r11"],
                minutesNo: "NK-1"
            )
            try await self.done(hold, by: "kadir", bench)
            let due = self.today.adding(days: 14)
            let takeOver = TakeOverIntervention(
                caseID: id,
                conferenceID: conferenceID,
                actionID: "a1",
                due: due
            )
            try await self.done(takeOver, by: "fajar", bench)
            try await self.done(DocumentConference(caseID: id, conferenceID: conferenceID), by: "dewi", bench)
            let after = try await bench.until(id) { !$0.takenOver.isEmpty }
            #expect(after.manager == siti && after.clocks.isRunning(.interventionDue))
            let report = RecordIntervention(caseID: id, actionID: "a1", status: .done, result: "TANDA-terapi")
            try await self.done(report, by: "fajar", bench)
            _ = try await bench.until(id) { !$0.clocks.isRunning(.interventionDue) }
            #expect(try await bench.query(ListConferences(), by: "fajar").contains(conferenceID.text))
            try await self.expectNothingPlain(bench)
        }
    }

    @Test func `event evaluation_meeting_held: the partner that was invited hears what came of its actions, sealed`()
        async throws
    {
        try await Bench.run { bench in
            try await self.inIntervention(bench)
            let schedule = ScheduleEvaluation(caseID: self.id, date: self.today, institutions: ["r11"])
            try await self.done(schedule, by: "kadir", bench)
            let hold = HoldEvaluation(
                caseID: self.id,
                results: [EvaluatedIntervention(actionID: "a1", result: .achieved)],
                goalsMet: true,
                stillAtRisk: false,
                minutes: "TANDA-notula"
            )
            try await bench.listening(to: "receipts.fajar") { told in
                try await self.done(hold, by: "kadir", bench)
                let heard = try await told.first { $0.properties.type == InterventionsEvaluated.type }
                #expect(heard.properties.contentType == "application/pksai-sealed")
                let text = String(decoding: try bench.open(heard, for: "fajar"), as: UTF8.self)
                // It took over none of them.
                #expect(text.contains(self.id.text) && text.contains(#""results":[]"#) && !text.contains("TANDA"))
            }
        }
    }

    @Test func `S12 step 2: the partners named are invited to the evaluation, sealed, and the others are not`()
        async throws
    {
        try await Bench.run { bench in
            try await self.inIntervention(bench)
            let schedule = ScheduleEvaluation(caseID: self.id, date: self.today.adding(days: 7), institutions: ["r11"])
            try await bench.listening(to: "receipts.fajar") { invitations in
                try await self.done(schedule, by: "kadir", bench)
                let invited = try await invitations.first { $0.properties.type == MeetingInvited.type }
                #expect(invited.properties.contentType == "application/pksai-sealed")
                let text = String(decoding: try bench.open(invited, for: "fajar"), as: UTF8.self)
                #expect(text.contains(self.id.text) && !text.contains("Anak Contoh"))
            }
            #expect(try await bench.until(self.id) { $0.evaluation != nil }.stage == .evaluating)
            let other = ScheduleEvaluation(caseID: self.id, date: self.today.adding(days: 8), institutions: ["r39"])
            try await bench.listening(to: "receipts.fajar") { invitations in
                try await self.done(other, by: "kadir", bench)
                let again = ScheduleEvaluation(caseID: self.id, date: self.today.adding(days: 9), institutions: ["r11"])
                try await self.done(again, by: "kadir", bench)
                // The first that comes is the one for r11.
                let next = try await invitations.first { $0.properties.type == MeetingInvited.type }
                let text = String(decoding: try bench.open(next, for: "fajar"), as: UTF8.self)
                #expect(text.contains(self.today.adding(days: 9).description))
            }
        }
    }

    @Test func `D08 consent_withdrawn: a withdrawal reaches units and partners, each acknowledges, head_pksai decides`()
        async throws
    {
        try await Bench.run { bench in
            try await self.inIntervention(bench)
            let id = self.id
            try await bench.listening(to: "referral.routine") { told in
                try await self.done(WithdrawConsent(caseID: id, reason: "TANDA-takut"), by: "siti", bench)
                let message = try await told.first { $0.routingKey.contains("consent_withdrawn") }
                #expect(!String(decoding: message.body, as: UTF8.self).contains("TANDA"))
            }
            let withdrawn = try await bench.until(id) { $0.withdrawal != nil }
            #expect(withdrawn.withdrawal?.waiting == ["identification", "intake"])
            let wish = PlanReferral(
                caseID: id,
                actionID: "a1",
                kind: .ordinary,
                need: .psychology,
                problem: "x"
            )
            #expect(try await self.refused(wish, by: "siti", bench).contains("no_consent"))
            let at = try #require(withdrawn.withdrawal?.at)
            for unit in [UnitName.intake, .identification] {
                let told = WithdrawalAcknowledged(caseID: id, holder: unit.rawValue, withdrawnAt: at, at: at)
                try await bench.tell(unit, ComplaintID(UUID()), told)
            }
            let acknowledged = try await bench.until(id) { $0.withdrawal?.waiting.isEmpty == true }
            #expect(!acknowledged.clocks.isRunning(.withdrawalAcknowledgement))
            try await self.done(DecideWithdrawal(caseID: id, protect: false, reason: "no danger"), by: "hana", bench)
            _ = try await bench.until(id) { $0.stage == .closedRefused }
            try await self.expectNothingPlain(bench)
        }
    }

    @Test
    func
        `S10 child_reunified, S10 step 7, S10 step 8, S12 case_reopened and rule 28: a child comes home, the case closes, Form 6 at risk reopens it`()
        async throws
    {
        try await Bench.run { bench in
            let unit = try await self.inIntervention(bench)
            let id = self.id
            let siti = try #require(Username("siti"))
            try await self.done(AssignCaseManager(caseID: id, worker: siti), by: "kadir", bench)
            try await self.done(StartReintegration.example.about(id), by: "siti", bench)
            try await self.done(ChooseSubstituteFamily(caseID: id, reason: "TANDA-ayah"), by: "sari", bench)
            try await self.done(RecordFamilyReady.example.about(id), by: "siti", bench)
            try await bench.listening(to: "referral.routine") { told in
                try await self.done(ReunifyChild(caseID: id, note: "TANDA-bibi"), by: "siti", bench)
                _ = try await told.first { $0.routingKey.contains("child_reunified") }
            }
            try await self.done(ResocialiseCommunity.example.about(id), by: "siti", bench)
            try await self.done(MonitorReintegration.example.about(id), by: "siti", bench)
            try await self.done(EvaluateReintegration.example.about(id), by: "sari", bench)
            try await self.done(ProposeClosure.example.about(id), by: "siti", bench)
            try await self.done(ApproveClosure(caseID: id, allDiscussed: true), by: "hana", bench)
            try await self.done(TerminateCase(caseID: id, form: .example), by: "siti", bench)
            try await self.done(CloseCase(caseID: id), by: "dewi", bench)
            _ = try await bench.until(id) { $0.stage == .closedMonitoring }
            // Too early: Form 6 looks at the child a month after.
            var form = Form6.example
            form.atRisk = true
            form.riskNote = "the stepfather is back"
            let early = RecordPostMonitoring(caseID: id, form: form)
            #expect(try await self.refused(early, by: "siti", bench).contains("wrong_order"))
            await unit.die()
            _ = try bench.start("service-unit-2", ahead: 32 * 86_400)
            try await self.done(early, by: "siti", bench)
            #expect(
                try await self.refused(ApprovePostMonitoring(caseID: id), by: "sari", bench).contains("role")
            )
            try await bench.listening(to: "intake.events") { told in
                try await self.done(ApprovePostMonitoring(caseID: id), by: "hana", bench)
                _ = try await told.first { $0.routingKey.contains("case_reopened") }
            }
            let reopened = try await bench.until(id) { $0.stage == .assigned }
            #expect(reopened.level == .medium && reopened.clocks.isRunning(.contactSafety))
            try await self.expectNothingPlain(bench)
            try await self.expectReplay(bench)
        }
    }

    @Test
    func
        `rule 21 and event supervision_recorded: rhythms stand from the first start on, are recorded, and ring when a week had too few meetings`()
        async throws
    {
        try await Bench.run { bench in
            let unit = try bench.start()
            try await bench.makeEverybodyKnown()
            while try await !bench.query(ListRhythms(), by: "hana").contains("ends_at") { await Task.yield() }
            let siti = try #require(Username("siti"))
            let supervision = RecordSupervision(
                kind: .supervisionOfSocialWorkers,
                worker: siti,
                date: self.today,
                documentNo: "SV-1",
                findings: "TANDA: the review of the girl was forgotten"
            )
            try await self.done(supervision, by: "sari", bench)
            // Who wrote it and whom it is about have it as their own; leadership says why it reads it.
            for (reader, reason) in [("sari", nil), ("siti", nil), ("hana", "the yearly audit")] {
                let shown = try await bench.query(ListSupervisions(reason: reason), by: reader)
                #expect(shown.contains("TANDA"), "\(reader)")
            }
            try await self.expectNothingPlain(bench)
            #expect(try await self.refused(supervision, by: "hana", bench).contains("not_allowed"))
            try await self.expectPages(bench)
            await unit.die()
            try await bench.listening(to: "alerts.secretary") { alerts in
                _ = try bench.start("service-unit-2", ahead: 15 * 86_400)
                let told = try await alerts.first {
                    let text = String(decoding: $0.body, as: UTF8.self)
                    return text.contains("deadline_missed") && text.contains("case_meetings")
                }
                #expect(String(decoding: told.body, as: UTF8.self).contains("0 of 2"))
            }
        }
    }

    /// Meetings are listed page by page, the newest first; none twice, none left out.
    private func expectPages(_ bench: Bench) async throws {
        let soon = Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)).adding(hours: 2)
        var planned: [String] = []
        for _ in 0..<3 {
            let plan = ScheduleCaseMeeting(startsAt: soon)
            planned.append(try await self.result("meeting_id", of: plan, by: "sekar", bench))
        }
        func page(after: MeetingID?) async throws -> ListCaseMeetings.Answer {
            let text = try await bench.query(ListCaseMeetings(after: after, limit: 2), by: "sekar")
            let answered = try #require(JSONDecoding.decode(QueryAnswered.self, from: Array(text.utf8)).value)
            return try #require(JSONDecoding.decode(ListCaseMeetings.Answer.self, from: answered.answer).value)
        }
        let first = try await page(after: nil)
        #expect(first.meetings.count == 2 && first.next == first.meetings.last?.meetingID)
        let second = try await page(after: first.next)
        #expect(second.meetings.count == 1 && second.next == nil)
        let listed = (first.meetings + second.meetings).map(\.meetingID.text)
        #expect(Set(listed) == Set(planned) && listed == listed.sorted(by: >))
    }
}
