import Contracts
import Foundation
import JSON
import Testing
import Vocabulary

/// Each opening of CI, RI or SH is journaled with a reason (domain.md §10.4): the reader's own work states it, or the
/// reader does.
@Suite struct OpeningTests {
    /// A query as the runtime sees it.
    struct View: Sendable, CustomTestStringConvertible {
        let type: String
        let question: JSONValue
        let answer: any (Decodable & SendableMetatype).Type
        let grounds: Set<OpeningGround>
        var testDescription: String { self.type }
    }

    static var views: [View] {
        func of<Q: QueryContract>(_ type: Q.Type) -> View {
            View(type: Q.type, question: ContractSchema.of(type), answer: Q.Answer.self, grounds: Q.grounds)
        }
        func of<Q: RuntimeQueryContract>(runtime type: Q.Type) -> View {
            View(type: Q.type, question: ContractSchema.of(type), answer: Q.Answer.self, grounds: Q.grounds)
        }
        return MessageCatalog.queries.map { of($0) } + MessageCatalog.runtimeQueries.map { of(runtime: $0) }
    }

    @Test(arguments: Self.views)
    func `§10.4: whatever opens CI, RI or SH derives a reason or takes one, and nothing else has any`(view: View) {
        let opens = ContractSchema.opens(view.answer)
        let takesOne = view.question["properties"]?["reason"] != nil
        #expect(opens || view.grounds.isEmpty, "nothing is opened, so no work need state why")
        // Without a reason of their own only the reader's own things may be opened.
        let isAlwaysOwn = view.grounds == [.ownDraft]
        #expect(!opens || takesOne || isAlwaysOwn, "add a member `reason`")
    }

    @Test func `§10.4: whatever is sealed to a person without a question says why it is shown`() {
        for answer in MessageCatalog.answers where answer.type != QueryAnswered.type {
            #expect(answer.isSealed == (answer.shows != nil), "\(answer.type)")
            #expect(answer.isSealed || !ContractSchema.opens(answer), "\(answer.type)")
        }
    }

    @Test func `every ground is some view's or answer's, and reads as words`() {
        let used = Self.views.reduce(into: Set<OpeningGround>()) { $0.formUnion($1.grounds) }
            .union(MessageCatalog.answers.compactMap { $0.shows?.ground })
        #expect(used == Set(OpeningGround.allCases))
        #expect(Set(OpeningGround.allCases.map(\.words)).count == OpeningGround.allCases.count)
    }
}
