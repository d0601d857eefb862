internal import ArgumentParser

struct OutreachGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outreach",
        abstract: "Visits to children on lists: ranked, assigned by letter, recorded, decided.",
        subcommands: [
            OutreachList.self,
            OutreachShow.self,
            OutreachRank.self,
            OutreachAssign.self,
            OutreachRecord.self,
            OutreachCorrect.self,
            OutreachIdentify.self,
            OutreachNoNeed.self,
        ]
    )
}
