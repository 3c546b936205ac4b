"""Asks Windows and macOS which languages the user prefers. Linux says it in the environment."""

from __future__ import annotations

import ctypes
import sys


def preferred() -> list[str]:
    """The languages set in the system's preferences, best first, such as `de-DE`; none if it has no such."""
    if sys.platform == "win32":
        return of_windows()
    if sys.platform == "darwin":
        return of_macos()
    return []


def of_windows() -> list[str]:
    """The display languages."""
    # The attribute is there on Windows only, and mypy looks at all platforms.
    ask = vars(ctypes)["windll"].kernel32.GetUserPreferredUILanguages
    by_name = 8
    count, size = ctypes.c_ulong(), ctypes.c_ulong()
    ask(by_name, ctypes.byref(count), None, ctypes.byref(size))
    names = ctypes.create_unicode_buffer(size.value)
    ask(by_name, ctypes.byref(count), names, ctypes.byref(size))
    return "".join(names).split("\0")[: count.value]


def of_macos() -> list[str]:
    """The preferred languages."""
    foundation = ctypes.CDLL("/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation")
    for function in (foundation.CFLocaleCopyPreferredLanguages, foundation.CFArrayGetValueAtIndex):
        function.restype = ctypes.c_void_p
    utf_8 = 0x08000100
    languages = ctypes.c_void_p(foundation.CFLocaleCopyPreferredLanguages())
    found = []
    for index in range(foundation.CFArrayGetCount(languages)):
        text = ctypes.c_void_p(foundation.CFArrayGetValueAtIndex(languages, ctypes.c_long(index)))
        name = ctypes.create_string_buffer(64)
        if foundation.CFStringGetCString(text, name, ctypes.c_long(len(name)), utf_8):
            found.append(name.value.decode())
    foundation.CFRelease(languages)
    return found
