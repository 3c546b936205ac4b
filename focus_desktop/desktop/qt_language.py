"""Sets the language of Qt's own texts, as in context menus, and of its numbers to that of the app."""

from PySide6.QtCore import QCoreApplication, QLocale

from focus_desktop import language


def first_weekday() -> int:
    """The first day of a week where this language is spoken: 0 is Monday, 6 is Sunday."""
    return QLocale().firstDayOfWeek().value - 1


def follow_language(qt: QCoreApplication) -> None:
    """Set Qt's language; call it before widgets are made. Texts that Qt does not translate stay English."""
    name = language.current()
    locale = QLocale(name)
    # If the system's locale has the same language, it stays: it also knows the country. Qt's locale for a
    # language that it does not know is C.
    if locale.language() not in {QLocale.system().language(), QLocale.Language.C}:
        QLocale.setDefault(locale)
    if name == language.ENGLISH:
        return
    from PySide6.QtCore import QLibraryInfo, QTranslator  # noqa: PLC0415 — not needed in English

    translator = QTranslator(qt)
    if translator.load(f"qtbase_{name}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        qt.installTranslator(translator)
