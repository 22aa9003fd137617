"""Several hosts of one job, which train one model together."""

import json
import os
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from xgboost import collective
from xgboost.tracker import RabitTracker

from xgboost_errors import UserError


def meet(place: Path, hosts: list[str], host: str, has_data: bool) -> tuple[AbstractContextManager, bool]:
    """Waits for all hosts; answers the group of those that have data, and whether this is its first.

    `place` is a folder that all hosts share: here they find each other, as they would on the network.
    """
    place.mkdir(exist_ok=True)
    _publish(place / f"{host}.json", has_data)
    present = {name: _read_when_there(place / f"{name}.json") for name in hosts}
    workers = [name for name in hosts if present[name]]
    if not workers:
        raise UserError("No data in training channel of any host")
    is_first = host == workers[0]
    if host not in workers:
        return nullcontext(), False
    tracker = RabitTracker(n_workers=len(workers), host_ip="127.0.0.1") if is_first else None
    if tracker:
        tracker.start()
        _publish(place / "tracker.json", tracker.worker_args())
    return _group(_read_when_there(place / "tracker.json"), tracker), is_first


@contextmanager
def _group(arguments: dict[str, Any], tracker: RabitTracker | None) -> Iterator[None]:
    """Trains together; the first host's tracker lives until all have left."""
    with collective.CommunicatorContext(**arguments):
        yield
    if tracker:
        tracker.wait_for()


def _publish(file: Path, content: Any) -> None:
    """Lets the other hosts read something, whole."""
    unfinished = file.with_name(f".{file.name}.{os.getpid()}")
    unfinished.write_text(json.dumps(content))
    unfinished.rename(file)


def _read_when_there(file: Path) -> Any:
    """Waits for what another host publishes; the job's maximum runtime bounds the wait."""
    while not file.exists():
        time.sleep(0.02)
    return json.loads(file.read_text())
