"""Calls the action server: over a connection that is kept open, and with the time limit of our settings.

Rasa itself opens a connection for each call, which takes as long as the action, and waits for 300 seconds.
"""

from __future__ import annotations

from typing import Any

import aiohttp
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

_KEEP_SECONDS = 60.0  # shorter than in the action server, so that it never closes during a call
_FAILED = 400


class ActionEndpoint(EndpointConfig):  # type: ignore[misc]
    """The action server as endpoints.yml describes it. `timeout` is in seconds, for a whole call."""

    def __init__(self, configured: EndpointConfig, timeout: float) -> None:
        super().__init__(configured.url, headers=configured.headers, **configured.kwargs)
        self._timeout = aiohttp.ClientTimeout(total=timeout)
        self._session: aiohttp.ClientSession | None = None

    async def request(self, method: str = "post", *, json: Any = None, **_: Any) -> Any:
        """The answer's JSON, None when it is not JSON. Rasa's other arguments, timeout and compression, are ignored.

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
        """The session. Created at the first call, because it belongs to the event loop that runs then."""
        if self._session is None:
            connector = aiohttp.TCPConnector(keepalive_timeout=_KEEP_SECONDS)
            self._session = aiohttp.ClientSession(connector=connector, headers=self.headers, timeout=self._timeout)
        return self._session
