package import Vocabulary

// Who may: domain.md §2.2, §14, rule 29.
extension Case {
    /// Refuses what nobody has told of.
    func requireKnown() throws(Rejection) {
        guard self.isKnown else { throw Rejection.noSuchCase }
    }

    /// Refuses a case that is over or has joined another.
    func requireOpen() throws(Rejection) {
        try self.requireKnown()
        if let target = self.linkedTo {
            throw Rejection(.moved, "the complaint joined case \(target); work on that one")
        }
        guard self.isOver else { return }
        throw Rejection(.over, "the case is \(self.stage.rawValue); a new complaint about the child reopens it")
    }

    /// The actor's name, if one of the roles is held.
    @discardableResult
    func require(_ actor: Actor, _ roles: [Role], to action: String) throws(Rejection) -> Username {
        guard let name = Username(actor.username), !actor.roles.isDisjoint(with: roles) else {
            let who = roles.map(\.rawValue).joined(separator: " or ")
            if actor.holds(.tksk, .psm) {
                throw Rejection(
                    .decidesNothing,
                    "a TKSK or PSM may report, verify, monitor and accompany, but decides nothing (rule 29): ask \(who) to \(action)"
                )
            }
            throw Rejection(.notAllowed, "only \(who) may \(action)")
        }
        return name
    }

    /// The actor's name and the complaint that seals what is written, if the case is open and the actor works on it:
    /// its worker, its manager, the holder of its urgent claim, or coordinator_sw.
    func requireOwn(_ actor: Actor, to action: String) throws(Rejection) -> (Username, ComplaintID) {
        let origin = try self.requireOrigin()
        let roles: [Role] = [.socialWorker, .onCallWorker, .coordinatorSw, .coordinatorPksai, .headPksai, .agencyHead]
        let name = try self.require(actor, roles, to: action)
        if actor.holds(.coordinatorSw) || self.isWorkedOn(by: name) { return (name, origin) }
        let who = [self.manager, self.worker?.worker, self.urgent?.holder].compactMap { $0 }.first
        throw Rejection(
            .notYours,
            who.map { "\($0) has this case: only its worker, its manager or coordinator_sw may \(action)" }
                ?? "the case has no worker yet: coordinator_pksai assigns one, or claim it if it is called out"
        )
    }

    /// Whether somebody works on the case.
    package func isWorkedOn(by name: Username) -> Bool {
        self.worker?.worker == name || self.manager == name || self.urgent?.holder == name
    }

    /// Whether somebody sees the file and not only its codes: who works on it, and leadership (§10.4).
    package func opens(to actor: Actor) -> Bool {
        actor.holds(.coordinatorSw, .headPksai, .coordinatorPksai, .responsibleOfficer)
            || (Username(actor.username).map { self.isWorkedOn(by: $0) } ?? false)
    }

    /// The complaint that seals what is written on this case.
    func requireOrigin() throws(Rejection) -> ComplaintID {
        try self.requireOpen()
        guard let origin = self.complaintID else { throw Rejection.noSuchCase }
        return origin
    }

    /// Text that says something.
    func requireText(_ text: String?, _ what: String, at pointer: String) throws(Rejection) {
        guard let text, text.contains(where: { !$0.isWhitespace }) else {
            throw Rejection(.missing, "\(what) is missing", at: pointer)
        }
    }
}
