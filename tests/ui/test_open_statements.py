"""Above the place to sign a consent: what is not answered yet, and the way to it."""

from PySide6.QtWidgets import QApplication

from ui.forms.open_statements import OpenStatements


def panel(house):
    (found,) = house.window.visit.form.findChildren(OpenStatements)
    house.window.visit._refresh()
    return found


def test_it_counts_what_is_open_and_leads_to_the_first(house):
    visit = house.new_visit()
    house.record_of(type(visit.consent), visit)
    strip = panel(house).strip
    lines = visit.consent.statements
    assert strip.isVisible() and strip._title.text() == f"{len(lines)} statements are not answered yet"
    for line in lines[:-1]:
        house.window.model.answer(line, "accepted", True, None, False)
    assert panel(house).strip._title.text() == "1 statement is not answered yet"
    strip.pressed.emit()
    focus = QApplication.focusWidget()
    assert focus is not None and lines[-1].sentence[:20] in " ".join(
        widget.accessibleName() for widget in (focus, focus.parentWidget(), focus.parentWidget().parentWidget())
    )


def test_it_keeps_its_room_and_names_a_no(house):
    visit = house.new_visit()
    house.record_of(type(visit.consent), visit)
    high = panel(house).height()
    for at, line in enumerate(visit.consent.statements):
        house.window.model.answer(line, "accepted", at != 3, None, False)
    shown = panel(house)
    assert shown.strip._title.text() == "Every statement is answered" and "S4" in shown.strip._text.text()
    assert shown.height() == high
    house.window.model.answer(visit.consent.statements[3], "accepted", True, None, False)
    assert panel(house).strip._text.text() == ""


def test_a_refused_or_reconfirmed_consent_has_nothing_to_answer(house):
    visit = house.new_visit()
    house.record_of(type(visit.consent), visit)
    for name, value in (("basis", "reconfirmed"), ("refused", True)):
        house.window.model.answer(visit.consent, name, value, None, False)
        assert not panel(house).strip.isVisible(), name
        house.window.model.answer(visit.consent, name, None, None, False)
        assert panel(house).strip.isVisible()
