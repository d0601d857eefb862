internal import CLibPQ
internal import SocketExecutor

/// Asks a server to stop working on a query whose connection is given up.
///
/// libpq's call waits for the server without limit, and there is none when the network is silent. So it has a thread
/// of its own: whoever waited for the query, and the pool, go on without it.
///
/// `@safe`: `cancel` is only touched on this actor's thread, and is no connection: libpq copied what it needs into it.
@safe actor QueryCancellation {
    private let executor = SocketExecutor(name: "postgresql-stop")
    private var cancel: OpaquePointer?

    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe self.executor.asUnownedSerialExecutor() }

    /// Takes over a `PGcancel`.
    ///
    /// - Parameter address: Its address; it is freed here.
    init(address: UInt) {
        unsafe self.cancel = OpaquePointer(bitPattern: address)
    }

    isolated deinit {
        if let cancel = unsafe self.cancel { unsafe PQfreeCancel(cancel) }
        self.executor.stop()
    }

    /// Asks once. The server may have finished or be gone: the answer is not wanted, and may quote what it should not.
    func ask() {
        guard let cancel = unsafe self.cancel else { return }
        var message = [CChar](repeating: 0, count: 256)
        let size = Int32(message.count)
        _ = unsafe message.withUnsafeMutableBufferPointer { unsafe PQcancel(cancel, $0.baseAddress, size) }
    }
}
