internal import JSON
internal import Vocabulary

/// A pack as it is written, before anybody looked at it. Every member must be there.
struct PackFile: Codable {
    var pack: String
    var version: Int
    var validFrom: LocalDate
    var basis: String
    var city: City
    var holidays: String
    /// Numbers, and lists of them, by key.
    var limits: JSONValue
    var rhythms: [ProcedurePack.Rhythm]
    var forms: [String: Int]
    var decisions: [String: [Role]]
    var procedures: [ProcedurePack.Procedure]

    struct City: Codable {
        var name: String
        var region: String
        var zone: CityZone
        var subdistricts: [String]
    }
}

/// A calendar as it is written.
struct CalendarFile: Codable {
    var calendar: String
    var updated: LocalDate
    var years: [Year]

    struct Year: Codable {
        var year: Int
        var status: HolidayCalendar.Status
        var source: String
        var days: [HolidayCalendar.Day]
    }
}
