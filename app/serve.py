"""Runs the application under uvicorn, with structured logs, until it is told to stop."""

import asyncio
import logging.config
import socket
import time
from typing import cast

import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from app.live import Live
from app.main import create_app
from app.settings import Settings

# Every connection of a pool says each time that it cannot be made, several times a second.
REPEATED_SECONDS = 60.0


class Seldom(logging.Filter):
    """Lets what is said again and again pass once a minute, whatever of it is said of whom."""

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        now = time.monotonic()
        if now < self._said.get(str(record.msg), float("-inf")) + REPEATED_SECONDS:
            return False
        self._said[str(record.msg)] = now
        return True


def configure_logging(level: str) -> None:
    """One JSON object a line, on standard error.

    Of libraries only what is wrong: what else they say has URLs in it (httpx names every one that
    it asks), and those of calendars, browsers and webhooks are secrets.
    """
    of_libraries = max(level, "WARNING", key=logging.getLevelNamesMapping().__getitem__)
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "json": {
                    "()": "pythonjsonlogger.json.JsonFormatter",
                    "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
                    "rename_fields": {"asctime": "at", "levelname": "level", "name": "logger"},
                }
            },
            "filters": {"seldom": {"()": Seldom}},
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
            "root": {"handlers": ["stderr"], "level": of_libraries},
            "loggers": {
                "holdfast": {"level": level},
                "uvicorn": {"level": level},
                "psycopg.pool": {"filters": ["seldom"]},
            },
        }
    )


class Connection(HttpToolsProtocol):
    """A connection that a request can break off: streams do, where nobody reads."""

    # uvicorn itself narrows what asyncio says a transport is.
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.app_state = self.app_state | {"transport": transport}


class Server(uvicorn.Server):
    """Waits for requests to finish when it is told to stop, but for those that would never."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._live: Live = cast(Starlette, config.app).state.live

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._live.close()
        await super().shutdown(sockets)


def configuration(settings: Settings) -> uvicorn.Config:
    """How uvicorn runs the application."""
    return uvicorn.Config(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        loop="uvloop",
        http=Connection,
        log_config=None,
        log_level=settings.log_level.lower(),
        access_log=False,
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips=settings.forwarded_allow_ips,
        timeout_graceful_shutdown=settings.shutdown_seconds,
    )


def serve(settings: Settings) -> None:
    """Serve until SIGINT or SIGTERM; then finish what has begun, for shutdown_seconds at most."""
    configure_logging(settings.log_level)
    Server(configuration(settings)).run()
