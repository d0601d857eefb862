import Contracts
import RabbitMQ
import Testing

@testable import pksai

@Suite struct AnswerDeskTests {
    let desk = AnswerDesk()
    let start = ContinuousClock.now

    @Test func `answers of others are given back once no more come, and never before`() async {
        for index in 0..<10 {
            let time = self.start + .milliseconds(100 * index)
            #expect(await !self.desk.offer(Self.delivery(index), at: time))
            #expect(await self.desk.takeStrangers(at: time + .milliseconds(50)).isEmpty)
        }
        #expect(await self.desk.takeStrangers(at: self.start + .milliseconds(1_200)).map(\.tag) == Array(0..<10))
        #expect(await self.desk.takeStrangers(at: self.start + .seconds(2)).isEmpty, "given back once")
    }

    @Test func `answers of others are given back after five seconds though more come without end`() async {
        for index in 0..<60 {
            _ = await self.desk.offer(Self.delivery(index), at: self.start + .milliseconds(100 * index))
        }
        #expect(await self.desk.takeStrangers(at: self.start + .milliseconds(5_950)).count == 60)
        _ = await self.desk.offer(Self.delivery(60), at: self.start + .seconds(6))
        #expect(await self.desk.takeStrangers(at: self.start + .milliseconds(6_100)).isEmpty, "five seconds begin anew")
    }

    @Test func `an expected answer is kept for whoever asks, and is no stranger`() async {
        await self.desk.expect("message-7", from: .referral)
        #expect(await self.desk.offer(Self.delivery(7), at: self.start))
        #expect(await self.desk.takeStrangers(at: self.start + .seconds(6)).isEmpty)
        #expect(await self.desk.answer(to: "message-7", until: .now)?.token.tag == 7)
    }

    @Test func `nobody answers for the unit that was asked`() async {
        await self.desk.expect("message-7", from: .referral)
        #expect(await !self.desk.offer(Self.delivery(7, from: .intake), at: self.start))
        #expect(await self.desk.answer(to: "message-7", until: .now) == nil)
        #expect(await self.desk.offer(Self.delivery(7), at: self.start))
        #expect(await self.desk.takeStrangers(at: self.start + .seconds(6)).count == 1, "it stays in the queue")
    }

    private static func delivery(_ index: Int, from unit: UnitName = .referral) -> Delivery {
        var properties = MessageProperties()
        properties.correlationID = "message-\(index)"
        properties.userID = unit.rawValue
        return Delivery(
            queue: "receipts.post",
            exchange: "receipts",
            routingKey: "post",
            redelivered: false,
            properties: properties,
            body: [],
            token: DeliveryToken(tag: UInt64(index), epoch: 1)
        )
    }
}
