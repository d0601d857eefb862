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

    /// A partner by its name; by its directory id for who may not read the directory.
    private func partner(_ id: JSONValue?) async -> JSONValue {
        guard let text = id?.string else { return "–" }
        let entry = try? await self.forms.answer(ShowDirectoryEntry(id: text))["entry"]
        return Self.text(entry?["institution"] ?? id)
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
        let words = ["child": "anak", "documents": "dokumen", "goods": "barang"]
        let what = (minutes["handed_over"]?.array ?? []).compactMap(\.string).map { words[$0] ?? $0 }
        let at = minutes["handed_over_at"]?.string.flatMap { Instant(rfc3339: $0) }
        return Draft(
            subject: "referral-\(id)",
            part: nil,
            title: "Berita Acara Serah Terima",
            template: .handoverMinutes,
            content: [
                "number": Self.text(minutes["number"]),
                "handed_over_at": at.map { JSONValue.string("hari \(Indonesian.dayAndDate($0.localDate))") } ?? "–",
                "place": Self.text(content?["place"]), "what": .string(what.joined(separator: " dan ")),
                "child_name": Self.text(referral["letter"]?["child_name"]), "officer": Self.text(content?["officer"]),
                "receiving_officer": Self.text(content?["receiving_officer"]),
                "institution": await self.partner(referral["referral"]?["institution"]),
                "condition": Self.text(content?["condition"]),
                "documents": Self.text(
                    .string((content?["documents"]?.array ?? []).compactMap(\.string).joined(separator: ", "))
                ),
                "valuables": Self.text(content?["valuables"]), "services": Self.text(content?["services_received"]),
                "reporting_date": Self.date(minutes["reporting_date"]),
            ],
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
        let period = [answer["from"], answer["to"]].map { Self.date($0).string ?? "–" }.joined(separator: " s.d. ")
        let axes = [request?["rows"]?.string, request?["columns"]?.string].compactMap(\.self)
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
            content: [
                "applicant": Self.text(request?["applicant"]), "letter": Self.text(answer["letter"]),
                "purpose": Self.text(request?["purpose"]),
                "data_class": .string(
                    [
                        "aggregate": "agregat", "adjusted_case": "kasus tersamar", "legal_case": "perkara hukum",
                        "own_file": "berkas sendiri",
                    ][dataClass] ?? dataClass
                ),
                "scope": .string(
                    "\(axes.isEmpty ? "–" : axes.map(Language.indonesian.word).joined(separator: " × ")); periode \(period)"
                ),
                "decision": .string(
                    "DISETUJUI" + (answer["release"]?["hash"]?.string.map { " (sidik data \($0.prefix(16)))" } ?? "")
                ),
                "expires": Self.date(approval["expires"]),
            ],
            signatures: signatures
        )
    }
}
