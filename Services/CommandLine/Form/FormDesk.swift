internal import Contracts
internal import Instruments
internal import JSON
internal import Vocabulary

/// What a form is about, as its owning unit answers for it.
struct FormDesk: Sendable {
    /// The form, the version it is pinned to, what is known and what is answered already.
    struct Opened: Sendable {
        var instrument: Instrument
        var file: FormFile
        /// What is on record, by the names of the form's known fields.
        var known: [String: JSONValue] = [:]
    }

    let client: MessagingClient
    let wait: Duration

    /// The unit that owns what the form is about.
    static func unit(of form: FormName) -> UnitName {
        switch form {
        case .form1: .intake
        case .form5: .referral
        case .form2, .form3, .form4, .form6, .form7, .form8: .serviceUnit
        }
    }

    /// Asks the owning unit and puts what is known into the form; the opening is journaled there.
    func open(_ form: FormName, about subject: String, reason: String?) async throws -> Opened {
        switch form {
        case .form1: try await self.complaint(subject, reason)
        case .form5: try await self.referral(subject, reason)
        case .form2, .form3, .form4, .form6, .form7, .form8: try await self.aCase(form, subject, reason)
        }
    }

    /// The stream that drafts and documents about it are kept under.
    ///
    /// - Parameter reason: Why the person looks it up, where they said so; otherwise for the form they write.
    func stream(_ form: FormName, about subject: String, reason: String? = nil) async throws -> String {
        let reason = reason ?? "filling in \(form.rawValue)"
        switch form {
        case .form1:
            let number = try await self.number(of: subject)
            let answer = try await self.answer(ListComplaints(complaintNo: number))
            guard let id = answer["complaints"]?.array?.first?["complaint_id"]?.string else {
                throw Self.noSubject(form, subject)
            }
            return "complaint-\(id)"
        case .form5:
            guard let id = ReferralID(subject) else { throw Self.noSubject(form, subject) }
            return "referral-\(id)"
        case .form2, .form3, .form4, .form6, .form7, .form8:
            if let id = CaseID(subject) { return "case-\(id)" }
            let answer = try await self.answer(try Self.showForms(form, subject, reason))
            return "case-\(answer["overview"]?["case_id"]?.string ?? "")"
        }
    }

    private static func noSubject(_ form: FormName, _ subject: String) -> Failure {
        let wanted =
            switch form {
            case .form1: "a complaint's number, or its case's id for who works on that"
            case .form5: "a referral's id"
            case .form2, .form3, .form4, .form6, .form7, .form8: "a case's id or its complaint's number"
            }
        return Failure("\(form.rawValue) is about \(wanted); '\(subject)' is none", status: .refused)
    }

    private static func showForms(_ form: FormName, _ subject: String, _ reason: String?) throws -> ShowForms {
        let (id, number) = (CaseID(subject), ComplaintNumber(subject))
        guard id != nil || number != nil else { throw Self.noSubject(form, subject) }
        return ShowForms(caseID: id, complaintNo: number, reason: reason)
    }

    func answer<Query: QueryContract>(_ query: Query) async throws -> JSONValue {
        let request = try self.client.query(Query.type, to: Query.unit, body: query)
        return try await self.client.ask(request, within: self.wait).unlessRefused(request).body["answer"] ?? .null
    }

    private func instrument(_ form: FormName, _ version: Int64?) throws -> Instrument {
        guard let instrument = Instruments.standard.instrument(form, version: version.map { Int($0) }) else {
            throw Failure("this pksai has no version \(version ?? 0) of \(form.rawValue)", hint: "a newer pksai has it")
        }
        return instrument
    }

    /// The number of a complaint named by it or by its case.
    private func number(of subject: String) async throws -> ComplaintNumber {
        if let number = ComplaintNumber(subject) { return number }
        guard let id = CaseID(subject) else { throw Self.noSubject(.form1, subject) }
        let overview = try await self.answer(ShowCase(caseID: id))["overview"]
        guard let number = overview?["complaint_no"]?.string.flatMap({ ComplaintNumber($0) }) else {
            throw Self.noSubject(.form1, subject)
        }
        return number
    }

    /// Intake shows a complaint to its officers; who works on its case reads it through the case (domain.md §10.4).
    private func complaint(_ subject: String, _ reason: String?) async throws -> Opened {
        let answer: JSONValue
        if let number = ComplaintNumber(subject) {
            answer = try await self.answer(ShowComplaint(complaintNo: number, reason: reason))
        } else if let id = CaseID(subject) {
            answer = try await self.answer(ShowCase(caseID: id, reason: reason))
        } else {
            throw Self.noSubject(.form1, subject)
        }
        guard let row = answer["complaint"] ?? answer["overview"], let number = row["complaint_no"]?.string else {
            throw Self.noSubject(.form1, subject)
        }
        let instrument = try self.instrument(.form1, answer["form_version"]?.integer)
        var file = FormFile(form: .form1, version: instrument.version, subject: number)
        let codes = row["codes"]
        file.context["level"] = codes?["risk_level"]
        file.context["categories"] = codes?["categories"]
        let body: JSONValue = .object(
            JSONObject(
                members: [
                    ("child", answer["child"] ?? .null), ("family", answer["family"] ?? .null),
                    ("situation", answer["situation"]?["description"] ?? .null),
                    ("categories", codes?["categories"] ?? .null),
                    ("initial_assessment", answer["situation"]?["assessment"] ?? .null),
                ]
            )
        )
        file.answers = instrument.answers(in: body)
        file.unknown = Set(answer["unknown_fields"]?.array?.compactMap(\.string) ?? [])
        let known: [String: JSONValue] = [
            "report_mode": answer["complaint"]?["path"] ?? .null, "signed_by": answer["signed_by"] ?? .null,
        ]
        return Opened(instrument: instrument, file: file, known: known)
    }

    private func aCase(_ form: FormName, _ subject: String, _ reason: String?) async throws -> Opened {
        let answer = try await self.answer(try Self.showForms(form, subject, reason))
        let instrument = try self.instrument(form, answer["versions"]?[form.rawValue]?.integer)
        let overview = answer["overview"]
        var file = FormFile(
            form: form,
            version: instrument.version,
            subject: overview?["case_id"]?.string ?? subject
        )
        let names = Set(instrument.context.map(\.name)).union(["home_visited", "child_met"])
        for member in answer["context"]?.object?.members ?? [] where names.contains(member.key) {
            file.context[member.key] = member.value
        }
        // A reason can be ticked, and most are not.
        for field in instrument.fields {
            if case .word = field.place { file.answers[field.code] = false }
        }
        return Opened(instrument: instrument, file: file, known: Self.known(answer))
    }

    /// What a case's record says, by the names of the forms' known fields.
    static func known(_ answer: JSONValue) -> [String: JSONValue] {
        let (child, overview) = (answer["child"], answer["overview"])
        var known: [String: JSONValue] = [:]
        known["child_name"] = child?["name"] ?? child?["nickname"]
        known["child_birth_date"] = child?["birth_date"]
        known["child_nik"] = child?["nik"]
        known["child_address"] = child.flatMap { Self.line($0["address"]) ?? $0["place_found"] }
        known["registration_no"] = overview?["registration_no"]
        known["manager"] = overview?["manager"]
        return known
    }

    /// An address on one line.
    static func line(_ address: JSONValue?) -> JSONValue? {
        guard let address = address?.object else { return nil as JSONValue? }
        let parts = ["street", "rt", "rw", "village", "subdistrict", "city"].compactMap { name -> String? in
            guard let text = address[name]?.string, !text.isEmpty else { return nil }
            return ["rt": "RT \(text)", "rw": "RW \(text)"][name] ?? text
        }
        return parts.isEmpty ? nil as JSONValue? : .string(parts.joined(separator: ", "))
    }

    private func referral(_ subject: String, _ reason: String?) async throws -> Opened {
        guard let id = ReferralID(subject) else { throw Self.noSubject(.form5, subject) }
        let answer = try await self.answer(ShowReferral(referralID: id, reason: reason))
        let instrument = try self.instrument(.form5, nil)
        var file = FormFile(form: .form5, version: instrument.version, subject: id.text)
        let letter = answer["letter"]
        for (code, name) in [
            ("f5_number", "number"), ("f5_subject", "subject"), ("f5_to", "to"), ("f5_child_name", "child_name"),
            ("f5_child_age", "child_age"), ("f5_child_address", "child_address"), ("f5_problem", "problem"),
            ("f5_done_so_far", "done_so_far"), ("f5_help_wanted", "help_wanted"), ("f5_attachment", "attachment"),
        ] {
            if let value = letter?[name] ?? (name == "problem" ? answer["problem"] : nil as JSONValue?), !value.isNull {
                file.answers[code] = value
            }
        }
        return Opened(instrument: instrument, file: file)
    }
}
