internal import CLinux

/// Random bytes of the kernel's generator, getrandom(2): `SystemRandomNumberGenerator`, and with it swift-crypto, asks for
/// eight a call. Nothing is drawn ahead, so that no copy of the process knows the next ones.
public enum KernelRandom {
    /// As many are given at once, whatever signal comes (getrandom(2)).
    private static let atOnce = 256

    /// So many random bytes.
    public static func bytes(_ count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        unsafe bytes.withUnsafeMutableBytes { unsafe self.fill($0) }
        return bytes
    }

    /// Fills memory with random bytes.
    static func fill(_ memory: UnsafeMutableRawBufferPointer) {
        for start in stride(from: 0, to: memory.count, by: self.atOnce) {
            let part = unsafe UnsafeMutableRawBufferPointer(rebasing: memory[start...].prefix(self.atOnce))
            let count = unsafe getrandom(part.baseAddress, part.count, 0)
            precondition(count == part.count, "the kernel gives no random bytes")
        }
    }
}
