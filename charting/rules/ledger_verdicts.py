"""What the dose ledger has to say: shares of the limit, 24 hours, mixtures, what cannot be judged (clinical.md 4.6)."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from charting.results import show_decimal
from charting.rulebook import Rulebook
from charting.rules.dosing import dose_mg
from charting.rules.exact import decimal_of, show_share
from charting.rules.given import INJECTED, TOPICAL
from charting.rules.ledger_lines import Line
from charting.rules.max_dose import Terms
from charting.rules.methaemoglobin import product_verdicts
from charting.rules.verdict import BLOCK_H, BLOCK_O, NOTE, WARN, Severity, Verdict
from charting.words import _, ngettext

SOURCE = "Carbocaine and Sensorcaine labels; S46, S50"
Inputs = tuple[tuple[str, str], ...]


def ledger_verdicts(
    lines: Sequence[Line], exact: Fraction | None, floor: Fraction, terms: Terms
) -> tuple[Verdict, ...]:
    """Everything but weight, factor and adrenaline. While the total is unknown, its certain part is judged."""
    known = floor if exact is None else exact
    inputs = ledger_inputs(lines, terms)
    found = [*_total(lines, known, exact is None, terms, inputs)]
    for line in lines:
        found += _not_computable(line, terms)
    found += [*_per_day(lines), *_mixed(lines), *_young(lines, terms)]
    return (*found, *product_verdicts(lines, terms.weight.actual_kg, terms.book))


def ledger_inputs(lines: Iterable[Line], terms: Terms) -> Inputs:
    """What the total was worked out from; when one of these changes, an acknowledgement no longer holds."""
    kg = terms.weight.kg
    return (
        (_("dosing weight"), terms.weight.why if kg is None else f"{show_decimal(kg)} kg"),
        (_("profile"), terms.profile),
        (_("factor"), show_decimal(terms.factor)),
        *((line.name, _("{mg} mg, {limit}").format(mg=_mg(line), limit=line.limit_text)) for line in lines),
    )


def volume_verdicts(percent: Decimal | None, volume_ml: Decimal | None, book: Rulebook) -> tuple[Verdict, ...]:
    """A large volume of a strong solution is often a dose in mg typed as a volume; nothing while either is missing."""
    if percent is None or volume_ml is None:
        return ()
    if percent < book.value("question_pct") or volume_ml <= book.value("question_ml"):
        return ()
    shown = _("{ml} mL of {percent} %").format(ml=show_decimal(volume_ml), percent=show_decimal(percent))
    why = _("that is {mg} mg: did you mean mg?").format(mg=show_decimal(dose_mg(percent, volume_ml)))
    return (Verdict(WARN, "dose.volume", shown, why, _("Read the syringe again."), ((_("volume"), shown),), "D"),)


def drawn_up_verdicts(
    drawn_up_ml: Decimal | None, given_ml: Decimal | None, wasted_ml: Decimal | None
) -> tuple[Verdict, ...]:
    """Given and wasted make up what was drawn up; nothing while one of them is missing."""
    if drawn_up_ml is None or given_ml is None or wasted_ml is None or given_ml + wasted_ml == drawn_up_ml:
        return ()
    given, wasted, drawn = (show_decimal(ml) for ml in (given_ml, wasted_ml, drawn_up_ml))
    return (
        Verdict(
            WARN,
            "dose.drawn_up",
            _("Given {given} + wasted {wasted} mL, drawn up {drawn} mL").format(
                given=given, wasted=wasted, drawn=drawn
            ),
            _("they should be equal"),
            _("Correct the volume that is wrong."),
            ((_("given"), given), (_("wasted"), wasted), (_("drawn up"), drawn)),
            "D",
        ),
    )


def _total(lines: Sequence[Line], known: Fraction, partly: bool, terms: Terms, inputs: Inputs) -> list[Verdict]:
    level, step = _level(lines, known, terms.book)
    if level is None:
        return []
    what = (
        _("Local anaesthetic at least {share} of the limit") if partly else _("Local anaesthetic {share} of the limit")
    )
    why = "; ".join(
        _("{name} {mg} mg of {most} mg").format(name=line.name, mg=_mg(line), most=_most(line)) for line in lines
    )
    if level is BLOCK_O and known > Fraction(terms.book.value("total_reject")):
        margin = show_decimal(terms.book.value("absorbed_intact"))
        why += "; " + _("label-conform amount; counted at the app margin of {margin}").format(margin=margin)
    share = show_share(decimal_of(known))
    return [Verdict(level, "ledger.total", what.format(share=share), why, step, inputs, SOURCE)]


def _level(lines: Sequence[Line], known: Fraction, book: Rulebook) -> tuple[Severity | None, str]:
    if known > Fraction(book.value("total_reject")) and not _excess_is_label_conform(lines, book):
        return BLOCK_H, _("Correct the entry. A dose this high is not accepted.")
    if known > Fraction(book.value("total_block")):
        return BLOCK_O, _("Give no more. A prescriber may override, with a reason.")
    if known >= Fraction(book.value("total_warn")):
        return WARN, _("Little is left. Plan what still has to be numbed.")
    return None, ""


def _excess_is_label_conform(lines: Sequence[Line], book: Rulebook) -> bool:
    """Whether injections alone stay below the reject limit and every product was put on once, as labelled."""
    injected = sum((line.floor for line in lines if line.source == INJECTED), Fraction(0))
    topical = [line for line in lines if line.source == TOPICAL]
    products = [(dose.agent, dose.drug) for line in topical for dose in line.doses]
    return (
        injected <= Fraction(book.value("total_reject"))
        and all(dose.as_labelled for line in topical for dose in line.doses)
        and len(products) == len(set(products))
    )


def _not_computable(line: Line, terms: Terms) -> list[Verdict]:
    """A line without a limit is never taken as nothing. Weight missing is said by the weight's own verdict."""
    if line.exact is not None or (line.maximum.cap_mg is not None and line.counts_mg is not None):
        return []
    judged = line.maximum.mg is not None or line.maximum.cap_mg is not None
    level = BLOCK_O if line.source == INJECTED and not judged else WARN
    return [
        Verdict(
            level,
            f"ledger.unknown.{line.name}",
            _("{name} is not counted in full").format(name=line.name[:1].upper() + line.name[1:]),
            line.missing,
            _("Complete the dose.") if judged else _("Decide without the ledger, or use another agent."),
            ((line.name, f"{_mg(line)} mg"), (_("profile"), terms.profile)),
            "4.4",
        )
    ]


def _per_day(lines: Sequence[Line]) -> list[Verdict]:
    """The cap for 24 hours of a drug, where its label gives one: plain and with adrenaline together."""
    found = []
    for drug in dict.fromkeys(line.drug for line in lines):
        of_drug = [line for line in lines if line.drug == drug]
        caps = [line.maximum.cap_24h_mg for line in of_drug if line.maximum.cap_24h_mg is not None]
        mg = sum((line.known_mg for line in of_drug), Decimal(0))
        if caps and mg > min(caps):
            given, most = show_decimal(mg), show_decimal(min(caps))
            found.append(
                Verdict(
                    BLOCK_O,
                    f"ledger.day.{drug}",
                    _("{drug}: {mg} mg in 24 hours").format(drug=drug[:1].upper() + drug[1:], mg=given),
                    _("at most {most} mg in 24 hours").format(most=most),
                    _("Give no more. A prescriber may override, with a reason."),
                    ((drug, f"{given} mg"),),
                    "4.4",
                )
            )
    return found


def _mixed(lines: Sequence[Line]) -> list[Verdict]:
    """More than one drug out of more than one product; a fixed combination by itself is no mixture of ours."""
    drugs = tuple(dict.fromkeys(line.drug for line in lines))
    products = {dose.agent for line in lines for dose in line.doses}
    if len(drugs) < 2 or len(products) < 2:
        return []
    return [
        Verdict(
            NOTE,
            "ledger.mixed",
            _("{count} drugs together").format(count=len(drugs)),
            _("their toxic effects add up; labels advise against mixing"),
            inputs=tuple((_("drug"), drug) for drug in sorted(drugs)),
            source=SOURCE,
        )
    ]


def _young(lines: Sequence[Line], terms: Terms) -> list[Verdict]:
    age = terms.age
    if lines and age is None:
        what, step = _("Age not recorded"), _("Record the date of birth.")
        return [Verdict(BLOCK_O, "ledger.age", what, _("no dose is worked out without it"), step, source="D")]
    if not lines or age is None or age >= terms.book.value("age_adult_from"):
        return []
    if age < terms.book.value("age_off_below"):
        why = _("doses are not worked out at this age")
    else:
        share = show_decimal(terms.book.value("age_cap_share"))
        why = _("the maximum in mg is taken × {share}, mg/kg as for an adult").format(share=share)
    what = ngettext("{age} year old", "{age} years old", age).format(age=age)
    return [Verdict(WARN, "ledger.young", what, why, "", ((_("age"), str(age)),), "D")]


def _mg(line: Line) -> str:
    return _("unknown") if line.counts_mg is None else show_decimal(line.counts_mg)


def _most(line: Line) -> str:
    most = line.maximum.mg if line.maximum.mg is not None else line.maximum.cap_mg
    return _("unknown") if most is None else show_decimal(most)
