import Testing
import Vocabulary

@testable import IdentificationDomain

@Suite struct SpellingTests {
    static let today = LocalDate("2026-11-22") ?? LocalDate(daysSinceEpoch: 0)

    func child(_ name: String, born: String = "2016-05-02", village: String? = "Tamalanrea") -> ChildIdentity {
        ChildIdentity(
            name: name,
            sex: .female,
            birthDate: LocalDate(born),
            address: village.map { Address(village: $0) }
        )
    }

    func similar(_ child: ChildIdentity, _ family: Family? = nil) -> [SubstituteKey.Key] {
        SubstituteKey.keys(child, family: family, at: Self.today).filter(\.kind.isSimilar)
    }

    @Test(
        arguments: [
            ("Djoefri", "Jufri"), ("Tjahja", "Cahya"), ("Jusuf", "Yusup"), ("Soekarno", "Sukarno"),
            ("Fatimah", "Fatima"), ("Phutri", "Putri"), ("Khadijah", "Hadija"), ("Annisa", "Anisa"),
            ("Rizki", "Riski"), ("Syahrul", "Sahrul"), ("Nurul Hikmah", "Noerul"),
            ("Muh. Rizki", "Muhammad Riski Ramadhan"),
            ("Siti Aisyah", "Aisah"), ("Dewie", "Dewi"), ("Rany", "Rani"), ("Desy", "Desi"), ("Yenny", "Jeni"),
            ("Njoman", "Nyoman"), ("Sjarif", "Syarif"),
        ]
    )
    func `a misspelt name, born in one year and living in one village, makes a candidate`(names: (String, String)) {
        let (one, other) = (self.similar(self.child(names.0)), self.similar(self.child(names.1)))
        #expect(one.map(\.kind) == [.similarNameYearPlace])
        #expect(one == other, "\(names)")
    }

    /// Whoever changes a rule, so that one of these folds otherwise, takes the next edition: what is filed is filed anew.
    @Test func `what names fold to belongs to an edition of the rules`() {
        let names = [
            "djoefri tjahja", "jusuf yusup", "fatimah az zahra", "khadijah chadidjah", "rizki dhani", "syahrul nyoman",
            "sjarif njoman", "dewie rany desy", "phutri qori alexander", "ruhul munawwarah", "thoha ghufron ickhsan",
        ]
        let folded = [
            "iupri caia", "iusup iusup", "patima as sara", "hadia hadia", "riski dani", "sarul numan", "sarip numan",
            "diwi rani disi", "putri kuri aliksandir", "rul munawara", "tua guprun iksan",
        ]
        #expect(names.map(Spelling.folded) == folded)
        #expect(Spelling.edition == 2)
    }

    @Test func `another name, year or village makes none`() {
        let one = self.similar(self.child("Annisa"))
        for other in [
            self.child("Aminah"), self.child("Anisa", born: "2017-05-02"), self.child("Anisa", village: "Tallo"),
        ] {
            #expect(Set(one).isDisjoint(with: self.similar(other)))
        }
    }

    @Test func `without a village the mother ties, without her the carer; with nobody there is no such key`() {
        var lone = self.child("Annisa", village: nil)
        #expect(self.similar(lone).isEmpty)
        lone.carerName = "Ibu Djamilah"
        #expect(self.similar(lone).map(\.kind) == [.similarNameYearCarer])
        let family = Family(mother: Parent(name: "Chadidjah"))
        let (one, other) = (
            self.similar(lone, family), self.similar(lone, Family(mother: Parent(name: "Hadija Contoh")))
        )
        #expect(one.map(\.kind) == [.similarNameYearMother] && one == other)
    }

    @Test func `how a carer is addressed ties nobody: the name does`() {
        func keys(_ carer: String) -> [SubstituteKey.Key] {
            var child = self.child("Annisa", village: nil)
            child.carerName = carer
            return self.similar(child)
        }
        #expect(keys("Ibu Murni") == keys("Hj. Moerni"))
        #expect(keys("Ibu Murni") != keys("Ibu Hasnah"))
    }

    @Test func `an estimated age reaches a year to either side`() {
        var guessed = self.child("Anisa")
        guessed.birthDate = nil
        guessed.estimatedAge = 10
        let years = Set(self.similar(guessed).map(\.text))
        #expect(years.count == 3)
        #expect(years.isSuperset(of: self.similar(self.child("Annisa")).map(\.text)))
    }

    @Test func `likeness by sound says so, is weak, and adds nothing to an equal name`() {
        let (one, other) = (self.child("Annisa"), self.child("Anisa"))
        let weak = Likeness(keys: [.similarNameYearPlace], Likeness.Comparison(one, other))
        #expect(weak.reasons == ["similar_name_year_place +25", "same_birth_date +15", "same_village +5"])
        let strong = Likeness(keys: [.nameYearPlace, .similarNameYearPlace], Likeness.Comparison(one, one))
        #expect(strong.reasons == ["name_year_place +40", "same_birth_date +15", "same_village +5"])
    }

    @Test func `ten records that sound alike tell nobody apart`() {
        #expect(SubstituteKey.Kind.similarNameYearPlace.most == 10)
        #expect(SubstituteKey.Kind.nameYearPlace.most == KnownUnderKey.most)
    }
}
