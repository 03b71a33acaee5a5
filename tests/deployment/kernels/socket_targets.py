"""What a fork tries with sockets, as in `targets`."""

import socket
import time


def open_sockets(pairs, size=0):
    kept = [socket.socketpair() for _ in range(pairs)]
    if size:
        kept[0][0].setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, size)
    time.sleep(30)
