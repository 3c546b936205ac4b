"""The app as a process speaks the language of its user."""

from tests.desktop_e2e.running_app import RunningApp


def test_a_german_user_gets_a_german_window(bare_app: RunningApp) -> None:
    bare_app.environment["LANGUAGE"] = "de"
    bare_app.start(wait=False)
    bare_app.widget("text", "Beschreibung").write("Kapitel drei")
    bare_app.press("push button", "Starten")
    bare_app.widget("progress bar", "Restzeit")
    bare_app.press("push button", "Abschließen")
    bare_app.press("page tab", "Verlauf")
    table = bare_app.widget("table", "Verlauf")
    bare_app.wait_for(lambda: table.find_all("cell", "Abgeschlossen"), "the session in the history")
