import pytest
from tests.desktop.conftest import *  # noqa
from tests.desktop.test_languages import *  # noqa
from tests.desktop.tour import Tour
from tests.desktop.seen import faults
from tests.pseudo_language import untranslated


@pytest.mark.usefixtures("in_pseudo_language")
def test_words(open_tour, sent, services):
    app, tour = open_tour()
    bad = {}
    all_seen = set()
    for part in (tour._the_form, tour._breaks):
        for stop in part():
            pass
    for part in (tour._statistics.nothing_yet, tour._statistics.stops):
        for stop in part():
            now = seen(app, sent)
            all_seen |= now
            print(
                "STOP",
                stop,
                app.statistics_page.view._figures.isVisible(),
                app.statistics_page.view.as_table.text(),
                len(now),
            )
            for t in now:
                if untranslated(t, *KNOWN, *keys(app)):
                    bad.setdefault(t, stop)
    print("BAD", {k: v for k, v in bad.items() if "tatist" in v or "chart" in v or "value" in v})
    looked_up = "\n".join(all_seen)
    miss = [
        f"{t}"
        for m in catalogues.collected()
        for t in catalogues._forms(m.id)
        if any("window/statistics" in f for f in files_of(m)) and not re.search(pattern(t), looked_up)
    ]
    print("MISSING", miss)


@pytest.mark.parametrize("percent", [100, 125])
@pytest.mark.usefixtures("in_pseudo_language")
def test_room(open_tour, percent):
    app, tour = open_tour()
    app.settings.save(text_percent=percent)
    for part in (tour._the_form,):
        for stop in part():
            pass
    for part in (tour._statistics.nothing_yet, tour._statistics.stops):
        for stop in part():
            for size in SIZES:
                if "card" not in stop:
                    app.window.resize(size)
                f = [x for x in faults() if "HistoryPage" not in x]
                if f:
                    print("FAULT", percent, stop, size, f[:4])


del test_everything_on_the_tour_is_translated
