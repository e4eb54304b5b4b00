"""What one spoken check answers on each sheet, in words: the button, what it answers, what is said once it is done."""

from charting.actions import said_once
from charting.actions.carry_forward import NewRow
from charting.dates import show_day
from charting.fields import fields_of
from charting.records.after import Reaction
from charting.records.consent import PROCEDURES
from charting.records.consent_before import consent_before
from charting.records.needled_zone import NeedledZone
from charting.records.needling_results import zone_title
from charting.records.patient_questions import open_questions
from charting.records.photo_consent import SCOPES
from charting.words import _, listed, ngettext
from ui.binding.layout import Together, panel
from ui.forms.together_panel import TogetherPanel


def _named(steps) -> str:
    return ", ".join(fields_of(type(step.record))[step.name].title for step in steps)


def ready_panel():
    """The rescue kit."""

    def offer(sheet, _now):
        steps = said_once.all_at_hand(sheet)
        told = ngettext("{count} item is at hand", "{count} items are at hand", len(steps)).format(count=len(steps))
        return Together(_("All of these are at hand"), _named(steps), told, steps)

    return panel(lambda theme: TogetherPanel(theme, _("Rescue kit at hand"), offer))


def capacity_panel():
    """The four parts of capacity."""

    def offer(consent, _now):
        steps = said_once.has_capacity(consent)
        words = _("Understands, remembers, weighs and communicates")
        return Together(words, _named(steps), words, steps)

    return panel(lambda theme: TogetherPanel(theme, _("Capacity"), offer))


def questions_panel(name):
    """What the patient asked while reading was talked over; `name` is the field it stands in."""

    def offer(sheet, _now):
        steps = said_once.questions_answered(sheet, name)
        sections = listed(_("“{section}”").format(section=one) for one in open_questions(getattr(sheet, name)))
        words = _("Questions were answered")
        return Together(words, sections, words, steps)

    return panel(lambda theme: TogetherPanel(theme, _("Questions"), offer))


def no_photographs_panel():
    """The patient refuses photographs."""

    def offer(sheet, now):
        steps = said_once.no_photographs(sheet, now)
        uses = listed(SCOPES.label(step.record.scope) for step in steps)
        words = _("No photographs today")
        return Together(words, _("No to {uses}").format(uses=uses), words, steps)

    return panel(lambda theme: TogetherPanel(theme, _("Photographs"), offer))


def still_agreed_panel():
    """A later session: the consent of the course stands."""

    def offer(consent, _now):
        steps, first = said_once.still_agreed(consent), consent_before(consent)
        day = show_day(first.signed_at.date()) if first is not None and first.signed_at is not None else ""
        words = _("Reconfirmed, nothing has changed")
        what = _(
            "The patient says so of the consent signed on {day}. What was agreed there comes along to be confirmed."
        )
        return Together(words, what.format(day=day), words, steps)

    return panel(lambda theme: TogetherPanel(theme, _("Basis"), offer))


def agreed_panel():
    """What is to be done at this visit."""

    def offer(consent, _now):
        steps = said_once.agreed(consent)
        what = ", ".join(PROCEDURES.label(code) for code in said_once.agreed_procedures(consent))
        makers = [f"{fields_of(type(consent))[s.name].title}: {s.value}" for s in steps if s.name != "procedure_set"]
        named = "; ".join((what, *makers))
        return Together(_("Agreed to, as planned"), named, _("Agreed to: {what}").format(what=what), steps)

    def land(consent):
        drawn = "blood_draw" in (consent.procedure_set or ()) and consent.blood_draw_ml is None
        return (consent.id, "blood_draw_ml") if drawn else None

    return panel(lambda theme: TogetherPanel(theme, _("What will be done"), offer, land))


def leaving_score_panel():
    """The score before leaving; redness and pain stay to be scored."""

    def offer(after, _now):
        steps = said_once.none_before_leaving(after)
        names = [name for step in steps if isinstance(step, NewRow) for name, _value in step.answers[1:]]
        looked = ", ".join(fields_of(Reaction)[name].title for name in names)
        what = _("Looked for before leaving: {what}. Redness and pain are scored below.").format(what=looked)
        return Together(_("None of these"), what, _("Before leaving: none of {what}").format(what=looked), steps)

    def land(after):
        row = after.reaction_at("leaving")
        return (row.id if row is not None else after.id), "pain_nrs"

    return panel(lambda theme: TogetherPanel(theme, _("Reactions"), offer, land))


def handed_over_panel():
    """Aftercare and whom to call."""

    def offer(after, _now):
        steps = said_once.handed_over(after)
        return Together(_("Given, explained, number known"), _named(steps), _("Aftercare handed over"), steps)

    return panel(lambda theme: TogetherPanel(theme, _("Aftercare"), offer))


def leaves_panel():
    """Fit, and out of the door."""

    def offer(after, now):
        steps = said_once.leaves_now(after, now)
        return Together(_("Fit to leave, leaves now"), _named(steps), _("Fit to leave, left now"), steps)

    return panel(lambda theme: TogetherPanel(theme, _("Leaving"), offer))


def all_zones_panel():
    """Depth and passes for every zone that has none."""

    def offer(sheet, _now):
        steps = said_once.same_for_all_zones(sheet)
        rows = dict.fromkeys(step.record for step in steps)
        fields = fields_of(NeedledZone)
        values = {step.name: fields[step.name].printed_value(step.value) for step in steps}
        words = [f"{fields[name].title} {values[name]}" for name in ("depth_mm", "passes") if name in values]
        zones = ", ".join(f"{zone_title(row.zone)} ({_open_in(row, steps)})" for row in rows)
        told = ngettext("{count} zone filled in", "{count} zones filled in", len(rows)).format(count=len(rows))
        return Together(_("Same for all zones: {what}").format(what=", ".join(words)), zones, told, steps)

    return panel(lambda theme: TogetherPanel(theme, _("Zones"), offer))


def _open_in(row, steps) -> str:
    return ", ".join(fields_of(type(row))[step.name].title.lower() for step in steps if step.record is row)
