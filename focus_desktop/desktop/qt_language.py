"""Sets the language of Qt's own texts, as in context menus, and of its numbers to that of the app."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from focus_desktop import language


def follow_language(qt: QCoreApplication) -> None:
    """Set Qt's language; call it before widgets are made. Texts that Qt does not translate stay English."""
    name = language.current()
    locale = QLocale(name)
    # The system's locale may know more, such as the country; and C is that of no language.
    if locale.language() not in {QLocale.system().language(), QLocale.Language.C}:
        QLocale.setDefault(locale)
    if name == language.ENGLISH:
        return
    translator = QTranslator(qt)
    if translator.load(f"qtbase_{name}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        qt.installTranslator(translator)
