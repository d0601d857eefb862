import Contracts
import Instruments
import JSON
import ProcedurePack
import Testing
import Vocabulary

@testable import pksai

@Suite struct DocumentPageTests {
    /// Reporter data under every name it could have, marked.
    static let mark = "REPORTER-MARK"

    /// A case's record with a reporter in every corner of it.
    var record: CaseRecord {
        let mark = JSONValue.string(Self.mark)
        let reporter: JSONValue = ["name": mark, "phone": mark, "institution": mark, "relation": mark]
        func recording(_ event: String, _ data: JSONObject) -> JSONValue {
            var data = data
            data["reporter"] = reporter
            data["reporter_name"] = mark
            return ["event": .string(event), "at": "2026-11-20T09:00:00+08:00", "by": "siti", "data": .object(data)]
        }
        return CaseRecord([
            "overview": [
                "case_id": "c1", "registration_no": "PKSAI-2026-000001", "risk_level": "low", "reporter": reporter,
            ],
            "child": ["name": "Ani <b>Contoh</b>", "birth_date": "2012-03-15", "address": ["street": "Jalan Contoh"]],
            "reporter": reporter, "versions": ["form3": 1],
            "recordings": [
                recording("consent_form_recorded", ["form": ["signer_name": "Ibu Contoh", "place": "Makassar"]]),
                recording("consent_given", ["capacity": "parent", "sharing_with_partners": true]),
                recording(
                    "assessment_completed",
                    ["form": ["answers": ["b1_3": ["value": 1, "note": "no card"]], "conclusion": "continue"]]
                ),
                recording("plan_drafted", ["actions": [["id": "a1", "action": "card"]], "review_date": "2026-12-20"]),
                recording("plan_approved", [:]),
                recording("follow_up_recorded", ["kind": "scheduled", "form": ["summary": "talked"]]),
                recording("post_monitoring_drafted", ["form": ["place": "home", "goals_kept": true]]),
                recording("closure_proposed", ["reason": "all_goals", "form": ["knows_contact": true]]),
                recording("closure_approved", [:]),
                recording("case_terminated", ["form": ["place": "Makassar", "signed_by_client": "Ibu Contoh"]]),
            ],
        ])
    }

    static let people = People(
        [
            ("siti", "Siti Contoh, S.Sos.", [.onCallWorker, .socialWorker]),
            ("sari", nil, [.socialWorker, .coordinatorSw]),
            ("rina", nil, [.referralOfficer]),
        ].compactMap { (name: String, fullName: String?, roles: [Role]) in
            Username(name).map { ListSigners.Row(username: $0, fullName: fullName, roles: roles) }
        }
    )

    func page(_ form: FormName, city: String = "Makassar") throws -> String {
        let instrument = try #require(Instruments.standard.current(form))
        let mark = JSONValue.string(Self.mark)
        var answers = JSONObject()
        var known: [String: JSONValue] = [:]
        if Instruments.standard.current(form)?.command.isEmpty == false, form != .form1, form != .form5 {
            let filled = try self.record.filled(instrument, part: nil)
            answers = filled.answers
            known = filled.known
        }
        for field in instrument.fields where field.privacy == .reporterIdentity {
            answers[field.code] = mark
            if case .known(let name) = field.place { known[name] = mark }
        }
        known["reporter"] = mark
        var content = FormPage(instrument: instrument, answers: answers, known: known, people: Self.people).content
        content["reporter"] = mark
        return try DocumentPage(
            kind: .form1,
            no: "F-2026-0001",
            title: instrument.title.id,
            template: .form,
            content: content,
            signatures: [DocumentPage.Signature(role: "Pekerja sosial", name: "siti")],
            city: city,
            people: Self.people
        ).html()
    }

    @Test(arguments: FormName.allCases)
    func `rule 25 and F1 and F2 and F3 and F4 and F5 and F6 and F7 and F8: no printed form shows who reported`(
        form: FormName
    ) throws {
        let html = try self.page(form)
        #expect(!html.contains(Self.mark))
        #expect(html.contains(try #require(Instruments.standard.current(form)).title.id))
    }

    @Test(arguments: DocumentPage.Template.allCases)
    func `rule 25: no template has a place for who reported`(template: DocumentPage.Template) throws {
        let names = template.text.matches(of: /\{\{[#^\/{&]?\s*([A-Za-z_.?]+)/).map { String($0.output.1) }
        #expect(!names.isEmpty)
        for name in names { #expect(!name.contains("reporter") && !name.contains("pelapor"), "\(name)") }
        var content: JSONObject = ["reporter": .string(Self.mark), "pelapor": .string(Self.mark)]
        for name in names where content[name] == nil { content[name] = "x" }
        for name in ["sections", "items"] where content[name] != nil { content[name] = [] }
        #expect(!(try self.paper(template, content)).contains(Self.mark))
    }

    @Test func `the letterhead names the city of the pack in force, and no other`() throws {
        for name in ProcedurePack.builtIn {
            let settings = Settings(values: ["PKSAI_PROCEDURE_PACK": name])
            let city = try settings.pack().city.name
            #expect(city.lowercased() == name)
            let html = try self.page(.form4, city: city)
            #expect(html.contains(city.uppercased()) && html.contains("Siti Contoh, S.Sos."))
            #expect(city == "Makassar" || !html.lowercased().contains("makassar"))
        }
        #expect(try Settings(values: ["PKSAI_PROCEDURE_PACK": "semarang"]).pack("makassar").city.name == "Makassar")
    }

    @Test func `who signs stands there by full name, and by username where nobody gave one`() {
        #expect(Self.people("siti") == "Siti Contoh, S.Sos.")
        #expect(Self.people("focal-bkb") == "Focal Bkb")
        #expect(Self.people("Ibu Contoh") == "Ibu Contoh")
    }

    /// A paper of this content.
    func paper(_ template: DocumentPage.Template, _ content: JSONObject) throws -> String {
        try DocumentPage(
            kind: .handoverMinutes,
            no: "X-2026-0001",
            title: "x",
            template: template,
            content: content,
            signatures: [],
            city: "Makassar",
            people: Self.people
        ).html()
    }

    /// The urgent track hands a child over before there is a letter.
    @Test
    func `X09 and S09 step 4: the minutes of an urgent referral name child, time, partner and case without a letter`()
        throws
    {
        let minutes: JSONValue = [
            "number": "BA/9001", "handed_over_at": "2026-11-22T21:05:00+08:00", "handed_over": ["child", "documents"],
            "referral_no": "0190a000-0000-7000-8000-000000000001",
            "content": [
                "child_name": "Budi Contoh", "place": "RPSA", "officer": "Sari", "receiving_officer": "Wahida",
                "documents": ["kartu keluarga"], "condition": "tenang",
            ],
        ]
        var referral: JSONObject = [
            "referral": ["track": "urgent", "registration_no": "PKSAI-2026-000001"], "minutes": minutes,
        ]
        let urgent = try self.paper(
            .handoverMinutes,
            DocumentDesk.handover(.object(referral), minutes, to: "Dinas Sosial: RPSA-RPTC")
        )
        for text in [
            "Budi Contoh", "Minggu, 22 November 2026, pukul 21.05", "PKSAI-2026-000001", "Dinas Sosial: RPSA-RPTC",
            "surat rujukan menyusul", "anak dan dokumen", "kartu keluarga",
        ] { #expect(urgent.contains(text), "\(text)") }
        #expect(!urgent.contains("0190a000"))
        referral["letter"] = ["number": "460/9001/Dinsos", "child_name": "Budi Contoh"]
        let later = try self.paper(.handoverMinutes, DocumentDesk.handover(.object(referral), minutes, to: "r01"))
        #expect(later.contains("460/9001/Dinsos") && !later.contains("menyusul"))
    }

    @Test(
        arguments: [
            ("aggregate", "sel kecil disembunyikan", "subdistrict × sex"),
            ("adjusted_case", "kasus tersamar", "age"),
            ("own_file", "hanya diberikan kepada anak atau pengasuhnya", "identitas anak, rencana intervensi"),
            ("legal_case", "penetapan pengadilan nomor 12/Pid.Sus-Anak/2026", "identitas anak, rencana intervensi"),
        ]
    )
    func `rule 26: the approval sheet says what its class releases, and of a file the parts that were granted`(
        given: (dataClass: String, says: String, scope: String)
    ) throws {
        let isFile = given.dataClass.hasSuffix("_file") || given.dataClass == "legal_case"
        let fields: JSONValue = isFile ? ["child", "plan"] : ["age"]
        var answer: JSONObject = ["request": ["data_class": .string(given.dataClass), "applicant": "Ibu Contoh"]]
        if given.dataClass == "aggregate" {
            answer["request"] = ["data_class": "aggregate", "rows": "subdistrict", "columns": "sex"]
        }
        let approval: JSONValue = [
            "fields": fields, "expires": "2026-12-31", "court_order": "12/Pid.Sus-Anak/2026",
        ]
        let content = DocumentDesk.approval(.object(answer), approval)
        let sheet = try self.paper(.approvalSheet, content)
        #expect(sheet.contains(given.says))
        #expect(sheet.contains("tanpa identitas") != isFile)
        let scope = given.scope.split(separator: " × ").map { Language.indonesian.word(String($0)) }
        #expect(content["scope"]?.string?.hasPrefix(scope.joined(separator: " × ")) == true, "\(content)")
    }

    @Test func `S06 step 4: the meeting's minutes hold the secretary's number and what was said of each case`() throws {
        let meeting: JSONValue = [
            "starts_at": "2026-11-23T09:00:00+08:00", "minutes_no": "NOT/9001", "minuted_by": "siti",
            "attendees": ["siti"],
            "agenda": [
                [
                    "case_id": "c1", "case_no": "PKSAI-2026-009001", "reasons": ["no_manager"],
                    "outcome": "manager_appointed", "worker": "siti",
                    "note": "sekolah harus <ikut>",
                ], ["case_id": "c2", "reasons": ["review_overdue"], "outcome": "goes_on"],
            ],
        ]
        let content = DocumentDesk.meeting(meeting, city: "Makassar", people: Self.people)
        let page = try self.paper(.meetingMinutes, content)
        for text in [
            "Nomor: NOT/9001", "PKSAI-2026-009001", "c2", "sekolah harus &lt;ikut&gt;", "Siti Contoh, S.Sos.",
            "23 November 2026",
        ] {
            #expect(page.contains(text), "\(text)")
        }
        #expect(page.ranges(of: "class=\"text\"").count == 1)
    }

    @Test func `S08 step 4: the letter of a visit to a child on lists tells its own day, its end and who signed`()
        throws
    {
        var letter: JSONObject = [
            "at": "2026-11-25T09:00:00+08:00",
            "data": [
                "letter_no": "ST-9006", "worker": "siti", "by": "salma", "signed_on": "2026-11-20",
                "valid_until": "2026-12-04",
            ],
        ]
        let visit = DocumentDesk.assignment(.object(letter), self.record, people: Self.people)
        let page = try self.paper(.assignmentLetter, visit)
        #expect(page.contains("20 November 2026 sampai 4 Desember 2026") && page.contains("PKSAI-2026-000001"))
        letter["data"] = ["letter_no": "ST-9001", "worker": "siti", "by": "salma"]
        let ordinary = DocumentDesk.assignment(.object(letter), self.record, people: Self.people)
        #expect(
            try self.paper(.assignmentLetter, ordinary).contains(
                "25 November 2026 sampai tugas selesai atau dialihkan"
            )
        )
    }

    @Test(arguments: [
        ("siti", "Siti Contoh, S.Sos.", "Pekerja Sosial PKSAI"), ("sari", "Sari", "Koordinator Pekerja Sosial PKSAI"),
        ("rina", "Rina", "Petugas Rujukan PKSAI"), ("gone", "Gone", "Petugas PKSAI"),
    ])
    func `S09 step 2: a letter names the post of whoever goes, and guesses nobody's`(
        worker: String,
        name: String,
        post: String
    ) throws {
        let order: JSONValue = ["number": "ST/9001", "worker": .string(worker), "at": "2026-11-25T09:00:00+08:00"]
        let referral: JSONValue = ["referral": ["registration_no": "PKSAI-2026-000001"], "assignment": order]
        let letter: JSONValue = ["at": "2026-11-25T09:00:00+08:00", "data": order]
        for content in [
            DocumentDesk.escort(referral, order, to: "Rumah Aman", people: Self.people),
            DocumentDesk.assignment(letter, self.record, people: Self.people),
        ] {
            let page = try self.paper(.assignmentLetter, content)
            #expect(page.contains("<td>\(name)</td>") && page.contains("<td>\(post)</td>"), "\(page)")
        }
    }

    @Test
    func `S09 step 2: the letter to go with a child to a partner names worker, child, partner and who ordered it`()
        throws
    {
        let order: JSONValue = [
            "number": "ST/9001", "worker": "siti", "child_name": "Ani <b>", "issued_by": "salma",
            "at": "2026-11-25T09:00:00+08:00", "void": false,
        ]
        let referral: JSONValue = ["referral": ["registration_no": "PKSAI-2026-000001"], "assignment": order]
        let content = DocumentDesk.escort(referral, order, to: "Rumah Aman", people: Self.people)
        let page = try self.paper(.assignmentLetter, content)
        for text in [
            "Nomor: ST/9001", "Siti Contoh, S.Sos.", "PKSAI-2026-000001", "Ani &lt;b&gt;", "Rumah Aman",
            "25 November 2026 sampai serah terima ditandatangani", "dokumen rujukan",
        ] {
            #expect(page.contains(text), "\(text)")
        }
        #expect(DocumentKind.escortLetter.unit == .referral && DocumentKind(number: "SP-2026-0001") == .escortLetter)
    }

    @Test(arguments: ["high", "medium", "low", "none"])
    func `F1: the level of the complaint stands on the printed form, also where it was given later`(level: String)
        throws
    {
        let instrument = try #require(Instruments.standard.current(.form1))
        var file = FormFile(form: .form1, version: instrument.version, subject: "ADU-2026-000001")
        file.context["level"] = .string(level)
        let field = try #require(instrument.field("f1_risk_level"))
        let word = try #require(field.words.first { $0.value == level }?.id)
        let opened = FormDesk.Opened(instrument: instrument, file: file)
        let later = try self.paper(.form, DocumentDesk.form1(opened, people: Self.people))
        file.context["level"] = "low"
        file.answers["f1_risk_level"] = .string(level)
        let given = FormDesk.Opened(instrument: instrument, file: file)
        let filled = try self.paper(.form, DocumentDesk.form1(given, people: Self.people))
        let row = "\(field.label.id)</td><td class=\"colon\">:</td><td><div>\(word)</div>"
        #expect(later.lowercased().contains(row.lowercased()), "\(row)")
        #expect(filled.lowercased().contains(row.lowercased()))
    }

    @Test func `what people wrote is text, never markup`() throws {
        let html = try self.page(.form3)
        #expect(html.contains("Ani &lt;b&gt;Contoh&lt;/b&gt;"))
        #expect(!html.contains("<b>Contoh</b>"))
    }

    @Test func `F3: items, values, notes, plan and both signatures are on the page`() throws {
        let html = try self.page(.form3)
        for text in ["B1.3", "Punya jaminan kesehatan", "no card", "nilai bidang: 1", "20 Desember 2026"] {
            #expect(html.contains(text), "\(text)")
        }
        let filled = try self.record.filled(try #require(Instruments.standard.current(.form3)), part: nil)
        let desk = self.record.recordings("plan_approved")
        #expect(desk.count == 1)
        #expect(filled.by == "siti")
    }

    @Test func `the same content gives the same bytes, and so the same hash`() throws {
        let first = try self.page(.form7)
        #expect(first == (try self.page(.form7)))
        #expect(DocumentFile.hash(Array(first.utf8)).count == 64)
        #expect(DocumentFile.hash([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    @Test func `numbers are by kind and year, and name their kind`() {
        #expect(DocumentKind.referralLetter.number(3, year: 2026) == "SR-2026-0003")
        #expect(DocumentKind.form7.number(12_345, year: 2026) == "F7-2026-12345")
        #expect(Set(DocumentKind.allCases.map(\.prefix)).count == DocumentKind.allCases.count)
        #expect(DocumentKind(number: "SR-2026-0003") == .referralLetter)
        #expect(DocumentKind(number: "SR-26-3") == nil)
    }
}
