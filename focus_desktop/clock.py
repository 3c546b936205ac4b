"""The only module that reads the system's clocks. Everything else is passed a `Clock`."""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from focus_desktop.model.reading import Reading

LONGEST_UP_S = 20 * 366 * 24 * 60 * 60.0
"""Seconds that a machine may have been running: no longer than 20 years."""


def monotonic_seconds() -> float:
    """Seconds of a clock that nobody can set, for time limits. Sessions are timed by a `Clock`."""
    return time.monotonic()


class Clock(Protocol):
    """Reads the time. Tests pass a clock that they can set."""

    def now(self) -> datetime:
        """The current time, aware and in UTC."""
        ...

    def read(self) -> Reading:
        """The current time on the wall clock and on both boot clocks."""
        ...


class SystemClock:
    """Reads the machine's clocks."""

    def __init__(self) -> None:
        self._machine = _machine()
        self._boot_id = ""
        with suppress(OSError):  # Without the id, a restart still shows in a boot clock that went back.
            self._boot_id = _boot_id()

    def now(self) -> datetime:
        """The current time, aware and in UTC."""
        return datetime.now(UTC)

    def read(self) -> Reading:
        """The current time on the wall clock and on both boot clocks."""
        from focus_desktop.model.reading import Reading  # noqa: PLC0415 — not before the first paint

        wall, up = self.now(), _seconds_up()
        # Under libfaketime the boot clock shows the wall clock's time. Another boot id keeps such
        # readings from being compared with real ones. The wall clock itself says nothing: it may be wrong.
        boot_id = self._boot_id if up < LONGEST_UP_S else f"{self._boot_id} faked"
        return Reading(
            wall, self._machine, boot_id, timedelta(seconds=up), timedelta(seconds=_seconds_awake())
        )


# Sources: clock_gettime(2) on Linux; clock_gettime(3) on macOS, whose CLOCK_MONOTONIC goes on in sleep;
# GetTickCount64 and QueryUnbiasedInterruptTime (100 ns) on Windows.
if sys.platform == "win32":

    def _machine() -> str:
        import platform  # noqa: PLC0415 — takes longer than the rest of this module

        return platform.node()

else:

    def _machine() -> str:
        return os.uname().nodename


if sys.platform == "linux":

    def _seconds_up() -> float:
        return time.clock_gettime(time.CLOCK_BOOTTIME)

    def _seconds_awake() -> float:
        return time.clock_gettime(time.CLOCK_MONOTONIC)

    def _boot_id() -> str:
        return Path("/proc/sys/kernel/random/boot_id").read_bytes().decode().strip()

elif sys.platform == "darwin":
    import ctypes

    def _seconds_up() -> float:
        return time.clock_gettime(time.CLOCK_MONOTONIC)

    def _seconds_awake() -> float:
        return time.clock_gettime(time.CLOCK_UPTIME_RAW)

    def _boot_id() -> str:
        text = ctypes.create_string_buffer(64)
        length = ctypes.c_size_t(len(text))
        ctypes.CDLL(None).sysctlbyname(b"kern.bootsessionuuid", text, ctypes.byref(length), None, 0)
        return text.value.decode()

elif sys.platform == "win32":
    import ctypes

    def _seconds_up() -> float:
        tick_count = ctypes.windll.kernel32.GetTickCount64
        tick_count.restype = ctypes.c_ulonglong
        return float(tick_count()) / 1000

    def _seconds_awake() -> float:
        count = ctypes.c_ulonglong()
        ctypes.windll.kernel32.QueryUnbiasedInterruptTime(ctypes.byref(count))
        return count.value / 10_000_000

    def _boot_id() -> str:
        import winreg  # noqa: PLC0415 — exists only on Windows

        path = r"SYSTEM\CurrentControlSet\Control\Session Manager\Memory Management\PrefetchParameters"
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, path) as key:
            return str(winreg.QueryValueEx(key, "BootId")[0])

else:

    def _seconds_up() -> float:
        return time.monotonic()

    def _seconds_awake() -> float:
        return time.monotonic()

    def _boot_id() -> str:
        return ""
