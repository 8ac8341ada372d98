"""The call of the action server: over a connection that is kept, and not for longer than our setting.

Rasa opens a connection for each call, which costs as much as the action itself, and waits for 300 seconds.
"""

from __future__ import annotations

from typing import Any

import aiohttp
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

_KEEP_SECONDS = 60.0  # shorter than the action server does, so that it never closes under a call
_FAILED = 400


class ActionEndpoint(EndpointConfig):  # type: ignore[misc]
    """What endpoints.yml says of the action server. `timeout` is in seconds, for a whole call."""

    def __init__(self, configured: EndpointConfig, timeout: float) -> None:
        super().__init__(configured.url, headers=configured.headers, **configured.kwargs)
        self._timeout = aiohttp.ClientTimeout(total=timeout)
        self._session: aiohttp.ClientSession | None = None

    async def request(self, method: str = "post", *, json: Any = None, **_: Any) -> Any:
        """The answer's JSON, None when it is no JSON. What else Rasa passes is its own timeout and compression.

        Raises:
            ClientResponseError: when the action server answers with an error.
            asyncio.TimeoutError: when it does not answer in time.
        """
        async with self._kept().request(method, self.url, json=json) as response:
            if response.status >= _FAILED:
                raise ClientResponseError(response.status, response.reason, await response.text())
            try:
                return await response.json()
            except aiohttp.ContentTypeError:
                return None

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()

    def _kept(self) -> aiohttp.ClientSession:
        """Made at the first call, for it belongs to the event loop that runs then."""
        if self._session is None:
            connector = aiohttp.TCPConnector(keepalive_timeout=_KEEP_SECONDS)
            self._session = aiohttp.ClientSession(connector=connector, headers=self.headers, timeout=self._timeout)
        return self._session
