internal import Contracts
internal import RabbitMQ

/// Hands answers to whoever waits for them; says which deliveries nobody here waits for.
actor AnswerDesk {
    private var expected: [String: UnitName] = [:]
    private var arrived: [String: Delivery] = [:]
    private var waiting: [String: CheckedContinuation<Delivery?, Never>] = [:]
    private var strangers: [DeliveryToken] = []
    private var firstStranger = ContinuousClock.now
    private var lastDelivery = ContinuousClock.now
    private var isClosed = false

    /// How many answers came.
    private(set) var count = 0

    /// From now on answers of this unit to this message are kept until they are asked for.
    func expect(_ messageID: String, from unit: UnitName) { self.expected[messageID] = unit }

    /// Takes a delivery that answers an expected message; sets any other aside. An answer that comes twice is taken twice.
    /// Who says it is the broker's word (`user_id`): nobody answers for the unit that was asked.
    ///
    /// - Returns: Whether somebody here waits for it.
    func offer(_ delivery: Delivery, at now: ContinuousClock.Instant = .now) -> Bool {
        self.lastDelivery = now
        guard let id = delivery.properties.correlationID, self.expected[id]?.rawValue == delivery.properties.userID
        else {
            if self.strangers.isEmpty { self.firstStranger = now }
            self.strangers.append(delivery.token)
            return false
        }
        self.count += 1
        if let waiter = self.waiting.removeValue(forKey: id) {
            waiter.resume(returning: delivery)
        } else {
            self.arrived[id] = delivery
        }
        return true
    }

    /// The answer to a message; nil when the time is over or nothing more can come.
    func answer(to messageID: String, until deadline: ContinuousClock.Instant) async -> Delivery? {
        if let delivery = self.arrived.removeValue(forKey: messageID) { return delivery }
        guard !self.isClosed, deadline > .now else { return nil }
        let timer = Task {
            try await Task.sleep(until: deadline)
            self.giveUp(messageID)
        }
        defer { timer.cancel() }
        return await withCheckedContinuation { self.waiting[messageID] = $0 }
    }

    /// What was set aside and is to be given back: nothing while more comes, since whatever is given back comes again
    /// before all that was not read yet; but nothing is held for more than five seconds.
    func takeStrangers(at now: ContinuousClock.Instant = .now) -> [DeliveryToken] {
        guard now - self.lastDelivery >= .milliseconds(300) || now - self.firstStranger >= .seconds(5) else {
            return []
        }
        defer { self.strangers = [] }
        return self.strangers
    }

    /// Nothing more will come.
    func close() {
        self.isClosed = true
        for id in self.waiting.keys { self.giveUp(id) }
    }

    private func giveUp(_ messageID: String) { self.waiting.removeValue(forKey: messageID)?.resume(returning: nil) }
}
