import ArgumentParser
import Contracts
import JSON
import Testing
import Vocabulary

@testable import pksai

@Suite struct ArgumentTests {
    func parse<Command: ParsableCommand>(_ type: Command.Type, _ words: String...) throws -> Command {
        try #require(try PKSAI.parseAsRoot(words) as? Command)
    }

    @Test func `a verb's options are its message's members`() throws {
        let verb = try self.parse(
            ComplaintAssess.self,
            "complaint",
            "assess",
            "ADU-2026-000001",
            "--risk-level",
            "low",
            "--risk-types",
            "physical",
            "--risk-types",
            "neglect",
            "--no-vulnerable",
            "--reason",
            "none seen",
            "--as",
            "siti",
            "--json"
        )
        #expect(verb.common.json && verb.acting.user == "siti")
        let message = try verb.message(AssessComplaint.self)
        #expect(
            message
                == AssessComplaint(
                    complaintNo: ComplaintNumber(year: 2026, serial: 1),
                    riskLevel: .low,
                    vulnerable: false,
                    riskTypes: [.physical, .neglect],
                    reason: "none seen"
                )
        )
    }

    @Test func `what is missing is told before anything is sent`() throws {
        let verb = try self.parse(ReferralSignHandover.self, "referral", "sign-handover", Examples.referral.text)
        let failure = #expect(throws: Failure.self) { try verb.message(SignHandover.self) }
        for member in [
            "/number", "/place", "/handed_over", "/condition", "/officer", "/receiving_officer", "/signatures",
        ] {
            #expect(failure?.message.contains("\(member): expected") == true)
        }
        #expect(failure?.status == .refused)
    }

    @Test func `F2: what is missing in the message and in its form is told at once`() throws {
        let verb = try self.parse(
            CaseRecordConsent.self,
            "case",
            "record-consent",
            Examples.caseID.text,
            "--decision",
            "willing",
            "--no-informed"
        )
        let failure = #expect(throws: Failure.self) { try verb.message(RecordConsent.self) }
        for member in [
            "/capacity", "/purpose_explained", "/suspected_perpetrator", "/informed", "/sharing_with_partners",
            "/form/signer_name", "/form/date",
        ] {
            #expect(failure?.message.contains("\(member): expected") == true, "\(member)")
        }
    }

    @Test(arguments: [
        ["complaint", "assess", "ADU-1"], ["complaint", "assess", "ADU-2026-000001", "--risk-level", "huge"],
        ["user", "add", "Sari", "--role", "analyst"], ["user", "add", "sari", "--role", "boss"],
        ["user", "add", "sari"], ["user", "add", "sari", "--role", "admin"],
        ["user", "add", "sari", "--role", "focal-point"],
        ["user", "add", "sari", "--role", "analyst", "--institution", "r01"], ["status", "--timeout", "0"],
        ["case", "show", "7"], ["reconcile", "--sent", "x"], ["receipts", "--type", "x"], ["alerts", "--follow"],
        ["data-request", "submit", "--filter", "sex"], ["quarantine", "show", "intake", "1"], ["send", "kitchen", "x"],
        ["topology", "export", "--intake-backlog", "0"],
    ])
    func `what makes no sense is refused at once`(words: [String]) {
        #expect(throws: (any Error).self) { try PKSAI.parseAsRoot(words) }
    }

    @Test func `roles are typed with hyphens or underscores`() throws {
        let verb = try self.parse(
            UserAdd.self,
            "user",
            "add",
            "sari",
            "--role",
            "social-worker",
            "--role",
            "on_call_worker"
        )
        #expect(verb.role == [.socialWorker, .onCallWorker])
    }

    @Test func `a case is named by its id or its complaint's number`() throws {
        let byID = try self.parse(CaseShow.self, "case", "show", Examples.caseID.text)
        #expect(try byID.message(ShowCase.self).caseID == Examples.caseID)
        let byNumber = try self.parse(CaseShow.self, "case", "show", "ADU-2026-000001")
        #expect(try byNumber.message(ShowCase.self).complaintNo == ComplaintNumber(year: 2026, serial: 1))
    }

    @Test func `on call without a verb waits`() throws {
        #expect(try self.parse(OncallWatch.self, "oncall", "--as", "sari", "--run", "siren").run == "siren")
    }

    @Test func `filters are gathered by member`() throws {
        let verb = try self.parse(
            DataRequestSubmit.self,
            "data-request",
            "submit",
            "--letter",
            "L/1",
            "--applicant",
            "University",
            "--purpose",
            "study",
            "--class",
            "aggregate",
            "--filter",
            "sex=female,male",
            "--filter",
            "risk_level=high"
        )
        let message = try verb.message(DataRequestSubmitted.self)
        #expect(message.filters == ["sex": ["female", "male"], "risk_level": ["high"]])
        #expect(message.dataClass == .aggregate)
    }

    @Test func `every command that staff can send has a verb`() {
        func names(_ command: any ParsableCommand.Type) -> [any ParsableCommand.Type] {
            [command] + command.configuration.subcommands.flatMap(names)
        }
        let verbs = names(PKSAI.self)
        let sent = verbs.compactMap { ($0 as? any StaffVerb.Type)?.commandType }
        let asked = verbs.compactMap { ($0 as? any QueryVerb.Type)?.queryType }
        #expect(Set(sent).count == sent.count && Set(asked).count == asked.count)
        #expect(sent.count >= 38 && asked.count >= 13)
        for verb in verbs { #expect(!verb.configuration.abstract.isEmpty) }
    }

    @Test func `every verb gives JSON, explains itself and completes`() {
        func leaves(_ command: any ParsableCommand.Type) -> [any ParsableCommand.Type] {
            let below = command.configuration.subcommands
            return below.isEmpty ? [command] : below.flatMap(leaves)
        }
        let verbs = leaves(PKSAI.self)
        #expect(verbs.count > 60)
        let scripts = [PKSAI.completionScript(for: .bash), PKSAI.completionScript(for: .fish)]
        for verb in verbs {
            let name = verb.configuration.commandName ?? ""
            #expect(verb.helpMessage(columns: 200).contains("--json"), "\(verb)")
            #expect(scripts.allSatisfy { $0.contains(name) }, "\(verb)")
        }
    }
}

extension StaffVerb {
    static var commandType: String { Command.type }
}

extension QueryVerb {
    static var queryType: String { Query.type }
}
