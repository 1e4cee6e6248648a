# SPDX-License-Identifier: GPL-2.0-or-later
"""SCGI and FastCGI as web servers speak them, for tests."""
import socket
import struct


def connect(path):
    link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    link.settimeout(30)
    link.connect(path)
    return link


def rest(link):
    parts = []
    while part := link.recv(65536):
        parts.append(part)
    return b"".join(parts)


def variables(query, method="GET", body=b""):
    return {"CONTENT_LENGTH": str(len(body)), "SCGI": "1", "REQUEST_METHOD": method,
            "QUERY_STRING": query, "SERVER_PROTOCOL": "HTTP/1.1"}


def scgi(path, given, body=b""):
    head = b"".join(name.encode() + b"\0" + value.encode() + b"\0"
                    for name, value in given.items())
    with connect(path) as link:
        link.sendall(b"%d:%s," % (len(head), head) + body)
        return rest(link)


def record(kind, content=b""):
    return struct.pack(">BBHHBB", 1, kind, 1, len(content), 0, 0) + content


def records(given, keep):
    pairs = b""
    for name, value in given.items():
        value = value.encode()
        pairs += bytes([len(name)]) + struct.pack(">I", len(value) | 1 << 31)
        pairs += name.encode() + value
    return (record(1, struct.pack(">HB5x", 1, keep)) + record(4, pairs) + record(4) +
            record(5))


def exactly(link, count):
    data = b""
    while len(data) < count:
        part = link.recv(count - len(data))
        if not part:
            raise EOFError
        data += part
    return data


def answer_of(link):
    """The answer up to the record that ends the request."""
    answer = b""
    while True:
        _, kind, _, length, padding, _ = struct.unpack(">BBHHBB", exactly(link, 8))
        content = exactly(link, length + padding)[:length]
        if kind == 3:
            return answer
        answer += content if kind == 6 else b""


def fastcgi(path, given):
    with connect(path) as link:
        link.sendall(records(given, 0))
        answer = answer_of(link)
        return answer if link.recv(1) == b"" else b"more than an answer"


class Kept:
    """A connection that is used again; as servers do, one that was closed is opened anew."""

    def __init__(self, path):
        self.path = path
        self.link = None

    def __call__(self, given):
        for _ in range(20):
            try:
                if self.link is None:
                    self.link = connect(self.path)
                self.link.sendall(records(given, 1))
                return answer_of(self.link)
            except (EOFError, ConnectionError):
                self.link = None
        return b"closed twenty times"
