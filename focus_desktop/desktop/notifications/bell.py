"""Plays a sound when time is up. QtMultimedia is loaded for the first sound; without it there is none."""

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
"""Seconds that `close` waits for a library that is still loading."""

# QtMultimedia logs each sound system that it does not find, partly in Qt's default category. These rules
# turn that off. A message handler in Python would deadlock: the sound system may log on a thread of its
# own while the GUI thread holds the interpreter lock and waits for that very thread.
_USUAL_RULES = "qt.multimedia*=false"
_QUIET_RULES = f"{_USUAL_RULES}\ndefault=false"


class Sound(StrEnum):
    """The sounds. Each value is the name of a file in `resources/sounds`."""

    SESSION_END = "session-end"
    BREAK_END = "break-end"


class Bell(QObject):
    """Plays sounds. If a sound cannot be played, the reason is only logged."""

    _loaded = Signal()

    def __init__(self, resource: Callable[[str], Path], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._resource = resource
        self._loading: threading.Thread | None = None
        self._is_loaded = False
        self._closed = False
        self._requested = (Sound.SESSION_END, 0)
        self._effect: QSoundEffect | None = None
        self._loaded.connect(self._finish_loading)

    def ring(self, sound: Sound, volume: int) -> None:
        """Play a sound in place of the one that is playing; returns at once.

        `volume` is the perceived loudness, 0 to 100 percent. With 0 nothing is played or loaded.
        """
        if volume == 0 or self._closed:
            return
        self._requested = (sound, volume)
        if self._is_loaded:
            self._play()
        elif self._loading is None:
            self._loading = threading.Thread(target=self._load, name="bell", daemon=True)
            self._loading.start()

    def close(self) -> None:
        """Stop the sound, and play none from now on."""
        self._closed = True
        self._release_effect()
        if self._loading is not None:  # The thread must end before the interpreter does.
            self._loading.join(CLOSING_LIMIT_S)

    def _load(self) -> None:
        QLoggingCategory.setFilterRules(_QUIET_RULES)
        _load_libraries()
        try:
            from PySide6.QtMultimedia import QMediaDevices  # noqa: PLC0415

            # The first call connects to the sound server, which takes half a minute if that hangs.
            QMediaDevices.audioOutputs()
        except ImportError as error:
            log.info("no sound: %s", error)
            return
        finally:
            QLoggingCategory.setFilterRules(_USUAL_RULES)
        self._loaded.emit()

    @Slot()
    def _finish_loading(self) -> None:
        self._is_loaded = True
        if not self._closed:
            self._play()

    def _play(self) -> None:
        from PySide6.QtMultimedia import QMediaDevices, QSoundEffect  # noqa: PLC0415

        self._release_effect()
        # A new effect each time: an effect keeps the device that it was made for, and the default changes.
        device = QMediaDevices.defaultAudioOutput()
        if device.isNull():
            log.info("no sound: there is no output device")
            return
        sound, volume = self._requested
        self._effect = effect = QSoundEffect(device)
        effect.statusChanged.connect(self._check_status)
        effect.playingChanged.connect(self._release_if_ended)
        effect.setVolume(_linear_volume(volume))
        QLoggingCategory.setFilterRules(_QUIET_RULES)
        effect.setSource(QUrl.fromLocalFile(str(self._resource(f"sounds/{sound}.wav"))))
        effect.play()

    @Slot()
    def _check_status(self) -> None:
        """Log and release an effect whose sound could not be loaded."""
        effect = self._effect
        if effect is None or effect.status() is effect.Status.Loading:
            return
        QLoggingCategory.setFilterRules(_USUAL_RULES)
        if effect.status() is effect.Status.Error:
            log.info("no sound: %s cannot be played", effect.source().toLocalFile())
            self._release_effect()

    @Slot()
    def _release_if_ended(self) -> None:
        if self._effect is not None and not self._effect.isPlaying():
            self._release_effect()

    def _release_effect(self) -> None:
        """Stop and delete the effect, which occupies a stream of the sound server while it exists."""
        if self._effect is not None:
            QLoggingCategory.setFilterRules(_USUAL_RULES)
            self._effect.blockSignals(True)  # Deleting it would emit `playingChanged`.
            self._effect.stop()
            self._effect.deleteLater()
            self._effect = None


def _load_libraries() -> None:
    """Load QtMultimedia's shared libraries before Python does.

    Python's import would hold the interpreter lock, and so stop the GUI thread, while they are read from
    the disk. A call through ctypes releases the lock.
    """
    if sys.platform != "linux":
        return
    import ctypes  # noqa: PLC0415 — rarely needed

    load = ctypes.CDLL(None).dlopen
    load.argtypes, load.restype = (ctypes.c_char_p, ctypes.c_int), ctypes.c_void_p
    for name in ("QtNetwork", "QtMultimedia"):
        for library in Path(PySide6.__file__).parent.glob(f"{name}.*.so"):
            load(str(library).encode(), os.RTLD_NOW)


def _linear_volume(percent: int) -> float:
    """Convert percent of perceived loudness into the linear volume, 0 to 1, that QSoundEffect takes."""
    from PySide6.QtMultimedia import QtAudio  # noqa: PLC0415

    scales = QtAudio.VolumeScale
    return QtAudio.convertVolume(percent / 100, scales.LogarithmicVolumeScale, scales.LinearVolumeScale)
