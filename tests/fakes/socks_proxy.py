"""A SOCKS5 proxy (RFC 1928, no authentication, CONNECT only) that counts its connections."""

from __future__ import annotations

import asyncio
from contextlib import suppress


class SocksProxy:
    """Connects whatever address it is asked for to `target` (host, port)."""

    def __init__(self, target: tuple[str, int]) -> None:
        self.target = target
        self.asked: list[str] = []
        self.url = ""
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> SocksProxy:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"socks5://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        _, methods = await reader.readexactly(2)
        await reader.readexactly(methods)
        writer.write(b"\x05\x00")
        _, _, _, kind = await reader.readexactly(4)
        length = {1: 4, 4: 16}.get(kind) or (await reader.readexactly(1))[0]
        self.asked.append((await reader.readexactly(length)).decode("latin-1"))
        await reader.readexactly(2)
        there_reader, there_writer = await asyncio.open_connection(*self.target)
        writer.write(b"\x05\x00\x00\x01" + bytes(6))
        await asyncio.gather(_pump(reader, there_writer), _pump(there_reader, writer))


async def _pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while block := await source.read(65_536):
            sink.write(block)
            await sink.drain()
    sink.close()
