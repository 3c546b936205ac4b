"""Has Qt speak the chosen language too: its own words, as in context menus, and its numbers."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from focus_desktop import language


def follow_language(qt: QCoreApplication) -> None:
    """Must be called before widgets are made. Where Qt has no translation, its own words stay English."""
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
