internal import ArgumentParser

struct RhythmGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rhythm",
        abstract: "What has to be done again and again: supervision, evaluations, audits.",
        subcommands: [
            RhythmList.self,
            RhythmRecordSupervision.self,
            RhythmSupervisions.self,
            RhythmRecord.self,
        ]
    )
}
