"""Runs the application under uvicorn, with structured logs, until it is told to stop."""

import logging.config

import uvicorn

from app.main import create_app
from app.settings import Settings


def configure_logging(level: str) -> None:
    """One JSON object a line, on standard error."""
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
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
            "root": {"handlers": ["stderr"], "level": level},
        }
    )


def configuration(settings: Settings) -> uvicorn.Config:
    """How uvicorn runs the application."""
    return uvicorn.Config(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        loop="uvloop",
        http="httptools",
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
    uvicorn.Server(configuration(settings)).run()
