import Contracts
import Sealing
import Vocabulary

// A unit's uses of its keys.
extension Keyring {
    /// Keyed hash of bytes, so that the inbox holds no ids and no bodies.
    func inboxKey(_ bytes: [UInt8]) -> [UInt8] { self.inbox.body(bytes) }

    /// A blind index as hexadecimal digits. `nik` is compared by its digits, everything else as a name is.
    func blindIndex(_ purpose: String, _ text: String) -> String {
        guard let index = self.blindIndex else { return "" }
        let normal = purpose == "nik" ? BlindIndex.normaliseNIK(text) : BlindIndex.normaliseName(text)
        return index.index(of: [normal], purpose: purpose).hexadecimal
    }

    /// Opens a message sealed to this unit.
    func openSealedMessage(
        _ body: [UInt8],
        userID: String,
        messageID: String
    ) throws(HPKESealingError) -> [UInt8] {
        try HPKESealing.open(body, keys: self.sealKeys, userID: userID, messageID: messageID)
    }

    /// A new data key, in a set of its own and wrapped; nil if the unit isn't entitled to the class.
    func makeDataKey(origin: ComplaintID, privacyClass: PrivacyClass) -> (DataKey, WrappedKey)? {
        let key = DataKey()
        guard let wrapped = try? self.classKeys.wrap(key, privacyClass, origin: origin) else { return nil }
        return (key, WrappedKey(wrapped))
    }

    /// A fact's message id: follows from the journal, tells data-request nothing.
    func factID(_ text: String) -> String { String(self.inbox.body(Array(text.utf8)).hexadecimal.prefix(40)) }
}

extension WrappedDataKey {
    init(_ key: WrappedKey) {
        self.init(origin: key.origin, privacyClass: key.privacyClass, keyID: key.keyID, box: key.box)
    }
}

extension WrappedKey {
    init(_ key: WrappedDataKey) {
        self.init(origin: key.origin, privacyClass: key.privacyClass, keyID: key.keyID, box: key.box)
    }
}
