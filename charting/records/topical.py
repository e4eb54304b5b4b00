"""One application of a topical anaesthetic (clinical.md 4.2)."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charting.catalogue import topical
from charting.context import Context
from charting.dates import show_time
from charting.fields import TO_SIGN, field
from charting.findings import Finding, Level
from charting.kinds import Day, Moment, Number, Text, YesNo
from charting.ranges import between, over
from charting.records.base import Line
from charting.records.house_rules import house_rules
from charting.records.scanned import Label, choices, filled, label_findings
from charting.records.shelf_life import expiry_findings
from charting.records.time_order import minute_of, times_in_order
from charting.results import show_decimal
from charting.rulebook import Broken
from charting.rules.dosing import grams_per_cm2
from charting.units import CM2, G, Unit
from charting.words import _

if TYPE_CHECKING:
    from charting.records.anaesthesia import Anaesthesia

TOPICAL_LABEL = Label("udi_raw", "lot", "expiry", "The topical anaesthetic")
MG_PER_G = Unit("mg/g", "mg/g")
STRENGTHS = {
    "lidocaine": "lidocaine_mg_per_g",
    "prilocaine": "prilocaine_mg_per_g",
    "tetracaine": "tetracaine_mg_per_g",
    "benzocaine": "benzocaine_mg_per_g",
}


def within_the_house_limits(row: "Topical", context: Context) -> Iterator[Finding]:
    """TR1: amount and area where the clinic has lowered what the field itself refuses."""
    book = house_rules(row)
    if isinstance(book, Broken):
        return
    for name, rule in (("applied_g", "topical_g"), ("area_cm2", "topical_area_cm2")):
        value, most = getattr(row, name), book.rule(rule)
        if value is not None and value > most.value:
            shown = row.shown(name)
            yield Finding(
                Level.STOP,
                _("{amount} of a topical anaesthetic").format(amount=shown),
                why=_("at most {most} {unit}").format(most=show_decimal(most.value), unit=most.unit),
                next_step=_("Correct the entry."),
                rule="TR1",
                field=name,
                inputs=((rule, shown),),
            )


def too_thick(row: "Topical", context: Context) -> Iterator[Finding]:
    """TR2: labels speak of 0.15 to 0.20 g/cm²."""
    book = house_rules(row)
    if row.applied_g is None or row.area_cm2 is None or isinstance(book, Broken):
        return
    amount, most = grams_per_cm2(row.applied_g, row.area_cm2), book.value("topical_g_per_cm2")
    if amount > most:
        yield Finding(
            Level.WARN,
            _("{amount} g/cm² applied").format(amount=show_decimal(amount, 3)),
            why=_("at most {most}, label 0.15 to 0.2 g/cm²").format(most=show_decimal(most)),
            next_step=_("Check amount and area."),
            rule="TR2",
            field="applied_g",
            inputs=((_("amount"), row.shown("applied_g")), (_("area"), row.shown("area_cm2"))),
        )


def over_the_label(row: "Topical", context: Context) -> Iterator[Finding]:
    """Amount and area of the product's own label, where the catalogue has them."""
    listed = topical(row.product)
    if listed is None:
        return
    if listed.max_g is not None and row.applied_g is not None and row.applied_g > listed.max_g:
        yield Finding(
            Level.WARN,
            _("{amount} g of {product}").format(amount=show_decimal(row.applied_g), product=listed.name),
            why=_("label: at most {most} g").format(most=show_decimal(listed.max_g)),
            rule="topical.label_g",
            field="applied_g",
        )
    if listed.max_area_cm2 is not None and row.area_cm2 is not None and row.area_cm2 > listed.max_area_cm2:
        yield Finding(
            Level.WARN,
            _("{product} on {area} cm²").format(product=listed.name, area=show_decimal(row.area_cm2)),
            why=_("label: at most {most} cm²").format(most=show_decimal(listed.max_area_cm2)),
            rule="topical.label_cm2",
            field="area_cm2",
        )


def off_before_needling(row: "Topical", context: Context) -> Iterator[Finding]:
    """TR3: cleaned off, and the time written down, before the first needle."""
    needling = row.parent.visit.needling if row.parent is not None and row.parent.visit is not None else None
    started = needling.start_at if needling is not None else None
    if started is None:
        return
    late_on = row.applied_at is not None and row.applied_at >= started
    late_off = row.removed_at is not None and minute_of(row.removed_at) > minute_of(started)
    if late_on or late_off:
        yield Finding(
            Level.STOP,
            _("Topical anaesthetic on needled skin"),
            why=_("needling started at {time}; uptake through channels cannot be foreseen").format(
                time=show_time(started)
            ),
            next_step=_("Correct the times, or record what happened in the note."),
            rule="TR3",
            field="applied_at" if late_on else "removed_at",
        )


def only_on_intact_skin(row: "Topical", context: Context) -> Iterator[Finding]:
    """TR3: the labels are for intact skin."""
    if row.skin_intact is False:
        yield Finding(
            Level.STOP,
            _("Topical anaesthetic on broken skin"),
            why=_("uptake cannot be foreseen; labels are for intact skin"),
            rule="TR3",
            field="skin_intact",
        )


def strong_without_prescription(row: "Topical", context: Context) -> Iterator[Finding]:
    """TR4: above 4 % lidocaine a prescription has to be on record."""
    lidocaine, book = row.strengths().get("lidocaine"), house_rules(row)
    if lidocaine is None or isinstance(book, Broken) or row.prescribed is True:
        return
    most = book.value("topical_lidocaine_mg_per_g")
    if lidocaine > most:
        yield Finding(
            Level.WARN,
            _("Lidocaine {percent} % without a prescription on record").format(percent=show_decimal(lidocaine / 10)),
            why=_("above {percent} %").format(percent=show_decimal(most / 10)),
            next_step=_("Record the prescription, or use a weaker product."),
            rule="TR4",
            field="prescribed",
            inputs=((_("lidocaine"), f"{show_decimal(lidocaine)} mg/g"),),
        )


def product_warning(row: "Topical", context: Context) -> Iterator[Finding]:
    """What the catalogue says must always be known about a product."""
    listed = topical(row.product)
    if listed and listed.warning:
        yield Finding(Level.WARN, listed.name, why=_(listed.warning), rule="topical.product", field="product")


def contact_time(row: "Topical", context: Context) -> Iterator[Finding]:
    """Too short does not work, too long wears off or takes up too much."""
    minutes = row.contact_min()
    if minutes is None or minutes < 0:
        return
    listed = topical(row.product)
    if listed and listed.contact_min and not listed.contact_min[0] <= minutes <= listed.contact_min[1]:
        low, high = (show_decimal(m) for m in listed.contact_min)
        usual = low if low == high else _("{low} to {high}").format(low=low, high=high)
        yield Finding(
            Level.WARN,
            _("On for {minutes} min").format(minutes=show_decimal(minutes, 0)),
            why=_("{product}: {usual} min").format(product=listed.name, usual=usual),
            rule="topical.contact",
            field="removed_at",
        )


def topical_expired(row: "Topical", context: Context) -> Iterator[Finding]:
    """A product past its expiry is not applied."""
    yield from expiry_findings(row.expiry, context, what=row.product or _("This product"), field="expiry")


def label_agrees(row: "Topical", context: Context) -> Iterator[Finding]:
    """The scanned label says the lot and expiry that stand here."""
    yield from label_findings(row, TOPICAL_LABEL, context)


class Topical(Line):
    """A topical anaesthetic: what, how much, on how much skin, on and off when."""

    __tablename__ = "topical"
    title: ClassVar[str] = "Topical"
    scanned_into: ClassVar[str] = "udi_raw"
    begins: ClassVar[frozenset[str]] = frozenset({"applied_at"})

    parent_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("anaesthesia.id"), index=True)
    parent: Mapped["Anaesthesia"] = relationship(back_populates="topicals")

    product: Mapped[str | None] = field(
        Text("Product", suggest="topicals", listed=True, required=TO_SIGN, carried=True, house=True)
    )
    lidocaine_mg_per_g: Mapped[Decimal | None] = field(
        Number("Lidocaine", unit=MG_PER_G, places=1, hard=between(0, 400), help="If not in the list.")
    )
    prilocaine_mg_per_g: Mapped[Decimal | None] = field(
        Number("Prilocaine", unit=MG_PER_G, places=1, hard=between(0, 400))
    )
    tetracaine_mg_per_g: Mapped[Decimal | None] = field(
        Number("Tetracaine", unit=MG_PER_G, places=1, hard=between(0, 400))
    )
    benzocaine_mg_per_g: Mapped[Decimal | None] = field(
        Number("Benzocaine", unit=MG_PER_G, places=1, hard=between(0, 400))
    )
    prescribed: Mapped[bool | None] = field(YesNo("Prescription on record", source="S40"))
    applied_g: Mapped[Decimal | None] = field(
        Number("Amount", unit=G, places=2, hard=over(0, to=60), required=TO_SIGN, source="S41", carried=True)
    )
    area_cm2: Mapped[Decimal | None] = field(
        Number("Area", unit=CM2, places=1, hard=over(0, to=800), required=TO_SIGN, carried=True)
    )
    applied_at: Mapped[datetime | None] = field(Moment("On at", required=TO_SIGN))
    removed_at: Mapped[datetime | None] = field(
        Moment("Off at", required=TO_SIGN, help="Before needling.", source="S41, S42")
    )
    occluded: Mapped[bool | None] = field(YesNo("Covered", carried=True))
    skin_intact: Mapped[bool | None] = field(YesNo("Skin intact", required=TO_SIGN))
    shaved: Mapped[bool | None] = field(YesNo("Freshly shaved"))
    applied_by: Mapped[str | None] = field(Text("Applied by", suggest="staff"))
    lot: Mapped[str | None] = field(Text("Lot", required=TO_SIGN, may_lack=True))
    expiry: Mapped[date | None] = field(Day("Expiry", by_month=True))
    udi_raw: Mapped[str | None] = field(Text("Code as scanned", longest=400, source="5.4"))

    checks: ClassVar = (
        within_the_house_limits,
        too_thick,
        over_the_label,
        off_before_needling,
        only_on_intact_skin,
        strong_without_prescription,
        product_warning,
        times_in_order,
        contact_time,
        topical_expired,
        label_agrees,
    )

    def filled_from_scan(self, day: date) -> dict[str, Any]:
        """Lot and expiry off the scanned label where nobody typed them, by field; `day` decides their century."""
        return filled(self, TOPICAL_LABEL, day)

    def scan_choices(self, day: date) -> list[tuple[str, dict[str, Any]]]:
        """The ways to read a label whose separator is lost, while nobody has chosen one."""
        return choices(self, TOPICAL_LABEL, day)

    def strengths(self) -> dict[str, Decimal]:
        """mg per gram of each drug: as typed here, otherwise as the catalogue has it. Empty when unknown."""
        typed = {drug: getattr(self, name) for drug, name in STRENGTHS.items() if getattr(self, name) is not None}
        if typed:
            return typed
        listed = topical(self.product)
        return dict(listed.mg_per_g) if listed else {}

    def contact_min(self) -> Decimal | None:
        """Minutes between on and off, or None while one is missing."""
        if self.applied_at is None or self.removed_at is None:
            return None
        return Decimal(int((self.removed_at - self.applied_at).total_seconds())) / 60
