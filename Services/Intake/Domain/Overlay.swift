internal import Vocabulary

// What a later message says takes the place of what an earlier one said; what it leaves blank stays.

private func chosen(_ old: String?, _ new: String?) -> String? {
    guard let new, !new.allSatisfy(\.isWhitespace) else { return old }
    return new
}

extension ChildIdentity {
    func overlaid(by new: ChildIdentity) -> ChildIdentity {
        ChildIdentity(
            name: chosen(self.name, new.name),
            nickname: chosen(self.nickname, new.nickname),
            sex: new.sex ?? self.sex,
            nik: chosen(self.nik, new.nik),
            birthPlace: chosen(self.birthPlace, new.birthPlace),
            birthDate: new.birthDate ?? self.birthDate,
            estimatedAge: new.estimatedAge ?? self.estimatedAge,
            address: Address.overlaid(self.address, new.address),
            previousAddress: Address.overlaid(self.previousAddress, new.previousAddress),
            phone: chosen(self.phone, new.phone),
            carerName: chosen(self.carerName, new.carerName),
            carerPhone: chosen(self.carerPhone, new.carerPhone),
            placeFound: chosen(self.placeFound, new.placeFound),
            familyCardNumber: chosen(self.familyCardNumber, new.familyCardNumber),
            distinguishingNote: chosen(self.distinguishingNote, new.distinguishingNote)
        )
    }
}

extension Address {
    static func overlaid(_ old: Address?, _ new: Address?) -> Address? {
        guard let new else { return old }
        return Address(
            street: chosen(old?.street, new.street),
            subdistrict: chosen(old?.subdistrict, new.subdistrict),
            village: chosen(old?.village, new.village),
            rt: chosen(old?.rt, new.rt),
            rw: chosen(old?.rw, new.rw),
            city: chosen(old?.city, new.city)
        )
    }
}

extension Parent {
    static func overlaid(_ old: Parent?, _ new: Parent?) -> Parent? {
        guard let new else { return old }
        return Parent(
            name: chosen(old?.name, new.name),
            nik: chosen(old?.nik, new.nik),
            age: new.age ?? old?.age,
            job: chosen(old?.job, new.job),
            relation: new.relation ?? old?.relation
        )
    }
}

extension Family {
    func overlaid(by new: Family) -> Family {
        Family(
            father: Parent.overlaid(self.father, new.father),
            mother: Parent.overlaid(self.mother, new.mother),
            caredBy: new.caredBy ?? self.caredBy,
            householdHead: chosen(self.householdHead, new.householdHead),
            headRelation: chosen(self.headRelation, new.headRelation),
            childrenCount: new.childrenCount ?? self.childrenCount,
            childrenByAgeSex: new.childrenByAgeSex ?? self.childrenByAgeSex,
            otherAdultsCount: new.otherAdultsCount ?? self.otherAdultsCount,
            otherAdultsKind: new.otherAdultsKind ?? self.otherAdultsKind,
            adultsKnownBefore: new.adultsKnownBefore ?? self.adultsKnownBefore
        )
    }
}

extension InitialAssessment {
    func overlaid(by new: InitialAssessment) -> InitialAssessment {
        InitialAssessment(
            vulnerable: new.vulnerable ?? self.vulnerable,
            vulnerabilityTypes: new.vulnerabilityTypes ?? self.vulnerabilityTypes,
            riskTypes: new.riskTypes ?? self.riskTypes,
            riskLevel: new.riskLevel ?? self.riskLevel,
            immediateNeeds: new.immediateNeeds ?? self.immediateNeeds,
            recommendation: chosen(self.recommendation, new.recommendation)
        )
    }
}
