"""Shows the window, hides it in the tray, brings it back, and saves its position."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSystemTrayIcon

from focus_desktop.language import gettext as _

if TYPE_CHECKING:
    from focus_desktop.desktop.notifications.message_router import MessageRouter
    from focus_desktop.desktop.settings_writer import SettingsWriter
    from focus_desktop.desktop.tray.tray_icon import TrayIcon
    from focus_desktop.desktop.tray.tray_watch import TrayWatch
    from focus_desktop.desktop.window.main_window import MainWindow
    from focus_desktop.desktop.window.mini.mini import Mini
    from focus_desktop.launch import Launch


class WindowLife(QObject):
    """Makes sure that the user can always reach the app: in its window, or by the icon in a tray."""

    quit_requested = Signal()

    def __init__(
        self,
        *,
        window: MainWindow,
        tray: TrayIcon,
        tray_watch: TrayWatch,
        messages: MessageRouter,
        settings: SettingsWriter,
        mini: Mini,
    ) -> None:
        super().__init__()
        self._window = window
        self._tray = tray
        self._tray_watch = tray_watch
        self._messages = messages
        self._settings = settings
        self._mini = mini
        self.is_session_active = False
        """Whether closing the window must leave something of it on the screen."""
        window.close_requested.connect(self._close)
        mini.open_requested.connect(window.bring_to_front)
        mini.closed.connect(self._show_if_unreachable)
        tray.show_requested.connect(window.bring_to_front)
        tray_watch.host_changed.connect(tray.renew)
        tray_watch.host_changed.connect(self._show_without_tray)
        tray_watch.none_came.connect(window.show)

    def open(self, launch: Launch) -> None:
        """If `launch` is minimized, show the window only if there is no tray."""
        if launch.minimized:
            self._show_without_tray()

    def open_again(self, launch: Launch) -> None:
        """Bring the window to the front for a second launch, unless that is minimized and there is a tray."""
        if not (launch.minimized and QSystemTrayIcon.isSystemTrayAvailable()):
            self._window.bring_to_front(launch.activation_token)

    def save(self) -> None:
        """Save the window's position and size, and the page that it shows."""
        page = self._window.pages.currentIndex()
        self._settings.save(window_geometry=self._window.geometry_text(), page=page)

    def look_for_tray(self) -> None:
        """Show a hidden window if the icon's tray has disappeared; checks at most once a minute."""
        if self._window.isHidden() and self._tray_watch.misses(self._tray.icon):
            self._show_without_tray()

    def _show_without_tray(self) -> None:
        """Show a hidden window if there is no tray and none appears within a few seconds."""
        if self._window.isHidden() and not QSystemTrayIcon.isSystemTrayAvailable():
            self._tray_watch.wait_for_one()

    def _close_without_tray(self) -> None:
        if self.is_session_active or self._mini.is_open:
            self._mini.open()
            self.save()
            self._window.hide()
        else:
            self.quit_requested.emit()

    def _show_if_unreachable(self) -> None:
        """Show the window after the mini window was closed, if nothing else would be left of the app."""
        if self._window.isHidden() and not QSystemTrayIcon.isSystemTrayAvailable():
            self._window.bring_to_front()

    def _close(self) -> None:
        """Hide the window. Without a tray, leave the mini window of an active session, else quit."""
        if not QSystemTrayIcon.isSystemTrayAvailable():
            self._close_without_tray()
            return
        self.save()
        self._window.hide()
        if not self._settings.current.told_about_tray:
            self._settings.save(told_about_tray=True)
            message = _("Focus Desktop goes on in the tray. Quit it from the icon's menu.")
            self._messages.tell(_("Still here"), message)
