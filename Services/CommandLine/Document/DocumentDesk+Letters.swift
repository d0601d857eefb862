internal import Contracts
internal import JSON
internal import Vocabulary

// Documents of the referral and data-request units.
extension DocumentDesk {
    private func referral(_ subject: String) async throws -> (ReferralID, JSONValue) {
        guard let id = ReferralID(subject) else {
            throw Failure("'\(subject)' is no referral's id", status: .refused)
        }
        return (id, try await self.forms.answer(ShowReferral(referralID: id, reason: self.reason)))
    }

    /// A partner by its Indonesian name; by its directory id for who may not read the directory.
    private func partner(_ id: JSONValue?) async -> JSONValue {
        guard let text = id?.string else { return "–" }
        let entry = try? await self.forms.answer(ShowDirectoryEntry(id: text))["entry"]
        return Self.text(entry?["indonesian_name"] ?? entry?["institution"] ?? id)
    }

    /// The letter under which a worker goes with a child, or its papers, to a partner (S09 step 2).
    func escortLetter(_ subject: String) async throws -> Draft {
        let (id, referral) = try await self.referral(subject)
        guard let order = referral["assignment"], !order.isNull else {
            throw Failure("nobody is ordered to go", hint: "pksai referral assign", status: .refused)
        }
        guard order["void"]?.bool != true else {
            throw Failure(
                "whom letter \(order["number"]?.string ?? "–") names can go no more",
                hint: "pksai referral assign issues a new one",
                status: .refused
            )
        }
        let known = [referral["referral"]?["institution"], referral["letter"]?["to"]].compactMap(\.self)
        let receiver = known.first { !$0.isNull }
        return Draft(
            subject: "referral-\(id)",
            part: order["number"]?.string,
            title: "Surat Tugas",
            template: .assignmentLetter,
            content: Self.escort(
                referral,
                order,
                to: receiver == nil ? "lembaga tujuan surat rujukan" : await self.partner(receiver),
                people: self.people
            ),
            signatures: [
                DocumentPage.Signature(
                    role: "Koordinator PKSAI,",
                    name: order["issued_by"]?.string,
                    placeDate: self.placed(nil, order["at"])
                )
            ]
        )
    }

    func referralLetter(_ subject: String) async throws -> Draft {
        let (id, referral) = try await self.referral(subject)
        guard let letter = referral["letter"], !letter.isNull else {
            throw Failure("the letter isn't drafted yet", hint: "pksai referral draft-letter", status: .refused)
        }
        return Draft(
            subject: "referral-\(id)",
            part: nil,
            title: "Surat Rujukan",
            template: .referralLetter,
            content: [
                "number": Self.text(letter["number"]), "place_date": Self.placeDate(letter["place_date"]),
                "subject": letter["subject"] == "service referral" ? "Rujukan Layanan" : Self.text(letter["subject"]),
                "attachment": Self.text(letter["attachment"]), "to": await self.partner(letter["to"]),
                "child_name": Self.text(letter["child_name"]),
                "child_age": letter["child_age"]?.integer.map { JSONValue.string("\($0) tahun") } ?? "–",
                "child_address": Self.text(letter["child_address"]), "problem": Self.text(letter["problem"]),
                "done_so_far": Self.text(letter["done_so_far"]), "help_wanted": Self.text(letter["help_wanted"]),
            ],
            signatures: [
                DocumentPage.Signature(role: "Kepala Dinas Sosial Kota \(self.city),", name: letter["signer"]?.string)
            ],
            below: "Tembusan: arsip PKSAI"
        )
    }

    /// A place and a day, `…, 2026-11-21`, as they are written.
    private static func placeDate(_ value: JSONValue?) -> JSONValue {
        guard let text = value?.string else { return " " }
        let parts = text.split(separator: ",").map { $0.drop { $0 == " " } }
        guard parts.count == 2 else { return .string(text) }
        return .string("\(parts[0]), \(Indonesian.date(String(parts[1])))")
    }

    func handoverMinutes(_ subject: String) async throws -> Draft {
        let (id, referral) = try await self.referral(subject)
        guard let minutes = referral["minutes"], !minutes.isNull else {
            throw Failure("nothing was handed over yet", hint: "pksai referral sign-handover", status: .refused)
        }
        let content = minutes["content"]
        let institution = await self.partner(referral["referral"]?["institution"])
        return Draft(
            subject: "referral-\(id)",
            part: nil,
            title: "Berita Acara Serah Terima",
            template: .handoverMinutes,
            content: Self.handover(referral, minutes, to: institution),
            signatures: [
                DocumentPage.Signature(
                    role: "Yang menyerahkan,",
                    name: content?["officer"]?.string,
                    placeDate: self.placed(content?["place"], minutes["handed_over_at"])
                ), DocumentPage.Signature(role: "Yang menerima,", name: content?["receiving_officer"]?.string),
            ]
        )
    }

    func approvalSheet(_ subject: String) async throws -> Draft {
        guard let id = DataRequestID(subject) else {
            throw Failure("'\(subject)' is no data request's id", status: .refused)
        }
        let answer = try await self.forms.answer(ShowDataRequest(requestID: id))
        let request = answer["request"]
        guard let approval = answer["approval"], !approval.isNull else {
            throw Failure("the data request isn't granted: there is nothing to approve", status: .refused)
        }
        let dataClass = request?["data_class"]?.string ?? ""
        let signers = answer["signers"]
        var signatures = [
            DocumentPage.Signature(
                role: "Koordinator PKSAI,",
                name: signers?["confirmed_by"]?.string,
                placeDate: self.placed(nil, approval["granted_at"])
            )
        ]
        if dataClass != "aggregate" {
            signatures.append(DocumentPage.Signature(role: "Ketua PKSAI,", name: signers?["granted_by"]?.string))
        }
        return Draft(
            subject: "data-request-\(id)",
            part: nil,
            title: "Lembar Persetujuan Pemberian Data",
            template: .approvalSheet,
            content: Self.approval(answer, approval),
            signatures: signatures
        )
    }
}
