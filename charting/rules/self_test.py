"""The handful of vectors that are worked out at every start: one failure turns the calculators off (H-16)."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation

from charting.errors import Known
from charting.rulebook import Broken, Rulebook, load
from charting.rules.centrifuge import rcf_g
from charting.rules.depa import depa
from charting.rules.dosing_weight import Person
from charting.rules.exact import round_down
from charting.rules.given import Given, applied, injected
from charting.rules.ledger import Ledger, ledger
from charting.rules.lipid_rescue import association_dose
from charting.rules.prp_class import NO_ACTIVATOR
from charting.rules.prp_yield import concentration_factor, dose_billion, purity_pct, recovery_pct
from charting.words import _

D = Decimal
MOMENT = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
DAY = date(2026, 11, 21)
EMLA = "EMLA (lidocaine 2.5 % + prilocaine 2.5 %)"
Vector = Callable[[Rulebook], tuple[object, object]]


def run(book: Rulebook | Broken | None = None) -> tuple[str, ...]:
    """What failed, one line for each vector; empty when all came out right.

    Without `book` the delivered rules are used: a clinic that has tightened a limit is no failure of arithmetic.
    """
    rules = load() if book is None else book
    if isinstance(rules, Broken):
        return (rules.reason,)
    failures = []
    for name, vector in VECTORS.items():
        try:
            found, expected = vector(rules)
        except (ArithmeticError, InvalidOperation, KeyError, ValueError, AttributeError, Known) as fault:
            failures.append(_("{vector}: {fault}").format(vector=name, fault=repr(fault)))
            continue
        if found != expected:
            words = _("{vector}: {found} instead of {expected}")
            failures.append(words.format(vector=name, found=found, expected=expected))
    return tuple(failures)


def _v01(_book: Rulebook) -> tuple[object, object]:
    return rcf_g(D(10), D(3000)), D("1006.2")


def _v07(_book: Rulebook) -> tuple[object, object]:
    dose, recovery = dose_billion(D(1000), D("3.6")), recovery_pct(D(1000), D("3.6"), D(250), D(18))
    purity = purity_pct(D(1000), D(2), D("0.05"))
    found = (
        concentration_factor(D(1000), D(250)),
        recovery,
        dose,
        round(purity, 2),
        _letters(depa(dose, recovery, purity, NO_ACTIVATOR).text),
    )
    return found, (D(4), D(80), D("3.6"), D("95.06"), "DEPA B/B/A")


def _v17(_book: Rulebook) -> tuple[object, object]:
    recovery = recovery_pct(D(405), D("2.0"), D(150), D(18))
    found = (recovery, _letters(depa(dose_billion(D(405), D("2.0")), recovery, D(100), NO_ACTIVATOR).text))
    return found, (D(30), "DEPA D/C/A")


def _l01(book: Rulebook) -> tuple[object, object]:
    found = []
    for profile in ("UK", "US"):
        dose = injected("Lidocaine", D(1), D(1), "none")
        one = _ledger(book, "70", dose, profile=profile)
        found += [one.lines[0].maximum.mg, one.total is not None]
    return found, [D(200), True, D(300), True]


def _l02(book: Rulebook) -> tuple[object, object]:
    one = _ledger(book, "50", injected("Lidocaine + adrenaline", D(1), D(20), "1:200000"))
    return (_places(one), one.lines[0].maximum.mg, one.adrenaline.mcg), (D("0.5714"), D(350), D(100))


def _l03(book: Rulebook) -> tuple[object, object]:
    doses = (
        injected("Lidocaine + adrenaline", D(1), D(20), "1:200000"),
        injected("Bupivacaine", D("0.25"), D(10), "none"),
    )
    return _places(_ledger(book, "70", *doses)), D("0.5867")


def _l04(book: Rulebook) -> tuple[object, object]:
    strengths = {"lidocaine": D(25), "prilocaine": D(25)}
    one = _ledger(book, "70", *applied(EMLA, strengths, D(20), D(150), True, book))
    return one.total, D("0.9375")


def _l05(book: Rulebook) -> tuple[object, object]:
    one = _ledger(book, "60", injected("Prilocaine", D(2), D(18), "none"))
    return (one.total, [verdict.level.name for verdict in one.verdicts][:1]), (D(1), ["WARN"])


def _l07(book: Rulebook) -> tuple[object, object]:
    one = _ledger(book, "95", injected("Lidocaine", D(1), D(1), "none"), height="165")
    with_adrenaline = one.maximum_of("Lidocaine + adrenaline", True)
    found = (one.weight.kg, with_adrenaline and with_adrenaline.mg, one.lines[0].maximum.mg)
    return found, (D("56.966"), D("398.7"), D("170.8"))


def _l08(book: Rulebook) -> tuple[object, object]:
    dose = association_dose(D(70), book)
    found = (dose.bolus_ml, dose.infusion_ml_per_h, dose.infusion_ml_per_min, dose.cap_ml)
    return found, (D(105), D(1050), D("17.5"), D(840))


VECTORS: dict[str, Vector] = {
    "V-01": _v01,
    "V-07": _v07,
    "V-17": _v17,
    "L-01": _l01,
    "L-02": _l02,
    "L-03": _l03,
    "L-04": _l04,
    "L-05": _l05,
    "L-07": _l07,
    "L-08": _l08,
}


def _letters(grade: str) -> str:
    """The letters of a grade without the words after them, which are in the user's language."""
    return grade.partition(",")[0]


def _ledger(book: Rulebook, kg: str, *doses: Given, profile: str = "UK", height: str = "180") -> Ledger:
    person = Person(D(kg), DAY, "measured_today", D(height), "female", age=40, cardiac=False)
    return ledger(doses, person, visit_id="", moment=MOMENT, profile=profile, book=book)


def _places(one: Ledger) -> Decimal | None:
    return None if one.total is None else round_down(one.total, D("0.0001"))
