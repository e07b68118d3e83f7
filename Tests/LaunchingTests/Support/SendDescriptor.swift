import CLinux
import Platform

/// Sends one byte, and a descriptor with it.
func sendDescriptor(
    _ descriptor: consuming Descriptor, with byte: UInt8, to socket: borrowing Descriptor
) -> Int {
    unsafe withUnsafePointer(to: byte) {
        unsafe linux_send(socket.number, $0, 1, descriptor.number, -1)
    }
}
