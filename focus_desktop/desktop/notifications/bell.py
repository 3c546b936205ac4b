"""Rings when time is up. QtMultimedia is loaded on the first ring; without it, life goes on in silence."""

from __future__ import annotations

import logging
import os
import sys
import threading
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import PySide6
from PySide6.QtCore import QLoggingCategory, QObject, QUrl, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtMultimedia import QSoundEffect

log = logging.getLogger(__name__)

CLOSING_LIMIT_S = 5.0
"""How long to wait for a library that is still loading."""

# QtMultimedia tells the terminal of each sound system that it does not find, partly under Qt's default
# category. A message handler in Python would deadlock: such a message may come from a thread of the
# sound system's, while the GUI thread holds the interpreter and waits for that very thread.
_USUAL = "qt.multimedia*=false"
_HUSHED = f"{_USUAL}\ndefault=false"


class Sound(StrEnum):
    """What there is to hear; each is a file in `resources/sounds`."""

    SESSION_END = "session-end"
    BREAK_END = "break-end"


class Bell(QObject):
    """Rings as well as it can: what keeps it from sounding is logged, and troubles nobody."""

    _loaded = Signal()

    def __init__(self, resource: Callable[[str], Path], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._resource = resource
        self._loading: threading.Thread | None = None
        self._is_loaded = False
        self._closed = False
        self._wanted = (Sound.SESSION_END, 0)
        self._effect: QSoundEffect | None = None
        self._loaded.connect(self._begin)

    def ring(self, sound: Sound, volume: int) -> None:
        """Play a sound instead of what is playing; returns at once.

        `volume` is 0 to 100 percent as the ear takes it; 0 makes no sound and loads nothing.
        """
        if volume == 0 or self._closed:
            return
        self._wanted = (sound, volume)
        if self._is_loaded:
            self._play()
        elif self._loading is None:
            self._loading = threading.Thread(target=self._load, name="bell", daemon=True)
            self._loading.start()

    def close(self) -> None:
        """Fall silent, for good."""
        self._closed = True
        self._silence()
        if self._loading is not None:  # It must not outlive the interpreter.
            self._loading.join(CLOSING_LIMIT_S)

    def _load(self) -> None:
        QLoggingCategory.setFilterRules(_HUSHED)
        _load_libraries()
        try:
            from PySide6.QtMultimedia import QMediaDevices  # noqa: PLC0415

            # The first question connects to the sound server, and one that hangs takes half a minute.
            QMediaDevices.audioOutputs()
        except ImportError as error:
            log.info("no sound: %s", error)
            return
        finally:
            QLoggingCategory.setFilterRules(_USUAL)
        self._loaded.emit()

    @Slot()
    def _begin(self) -> None:
        self._is_loaded = True
        if not self._closed:
            self._play()

    def _play(self) -> None:
        from PySide6.QtMultimedia import QMediaDevices, QSoundEffect  # noqa: PLC0415

        self._silence()
        # Asked each time, with a new effect: an effect stays with the device that it was made for.
        device = QMediaDevices.defaultAudioOutput()
        if device.isNull():
            log.info("no sound: there is no output device")
            return
        sound, volume = self._wanted
        self._effect = effect = QSoundEffect(device)
        effect.statusChanged.connect(self._check)
        effect.playingChanged.connect(self._end)
        effect.setVolume(_loudness(volume))
        QLoggingCategory.setFilterRules(_HUSHED)
        effect.setSource(QUrl.fromLocalFile(str(self._resource(f"sounds/{sound}.wav"))))
        effect.play()

    @Slot()
    def _check(self) -> None:
        """See whether the sound could be loaded."""
        effect = self._effect
        if effect is None or effect.status() is effect.Status.Loading:
            return
        QLoggingCategory.setFilterRules(_USUAL)
        if effect.status() is effect.Status.Error:
            log.info("no sound: %s cannot be played", effect.source().toLocalFile())
            self._silence()

    @Slot()
    def _end(self) -> None:
        if self._effect is not None and not self._effect.isPlaying():
            self._silence()

    def _silence(self) -> None:
        """Let go of the effect: one that is kept holds a stream of the sound server's."""
        if self._effect is not None:
            QLoggingCategory.setFilterRules(_USUAL)
            self._effect.blockSignals(True)  # It would still tell that it ended, when it is deleted.
            self._effect.stop()
            self._effect.deleteLater()
            self._effect = None


def _load_libraries() -> None:
    """Load QtMultimedia's shared libraries before Python does.

    Python's import would hold the interpreter's lock while they are read from the disk, and so the GUI
    thread; a call by ctypes releases it.
    """
    if sys.platform != "linux":
        return
    import ctypes  # noqa: PLC0415 — rarely needed

    load = ctypes.CDLL(None).dlopen
    load.argtypes, load.restype = (ctypes.c_char_p, ctypes.c_int), ctypes.c_void_p
    for name in ("QtNetwork", "QtMultimedia"):
        for library in Path(PySide6.__file__).parent.glob(f"{name}.*.so"):
            load(str(library).encode(), os.RTLD_NOW)


def _loudness(percent: int) -> float:
    """What the device is told, so that each percent is as big a step to the ear."""
    from PySide6.QtMultimedia import QtAudio  # noqa: PLC0415

    scales = QtAudio.VolumeScale
    return QtAudio.convertVolume(percent / 100, scales.LogarithmicVolumeScale, scales.LinearVolumeScale)
