import Foundation
import Testing
import Vocabulary

@testable import IdentificationDomain

@Suite struct KnownUnderKeyTests {
    @Test func `a key that forty records share tells nobody apart, and does not grow`() {
        var known = KnownUnderKey(nil)
        let children = (0..<60).map { _ in ChildID(UUID()) }
        for child in children.prefix(39) { known.add(child) }
        #expect(known.alike(below: 40) == Array(children.prefix(39)) && known.alike(below: 39).isEmpty)
        for child in children { known.add(child) }
        #expect(known.children == Array(children.prefix(40)) && known.alike(below: 40).isEmpty)
        #expect(KnownUnderKey(known.text) == known)
    }

    @Test func `a key leads to the first child on lists, however many come after`() throws {
        let ids = (0..<3).map { _ in CandidateID(fresh: UUID()) }
        var known = KnownUnderKey(ids.prefix(2).map { "c:" + $0.text }.joined(separator: " "))
        known.add(ids[2])
        #expect(known.candidate == ids[0] && known.text == "c:" + ids[0].text)
    }
}
