// SocketExecutor
