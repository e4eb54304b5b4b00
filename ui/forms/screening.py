"""The screening sheet: the checklist, then what its answers ask for, in the order of its groups."""

from collections.abc import Sequence

from charting.actions.screening_fast import (
    asked_alone,
    day_of_last,
    lately_screened,
    no_to_spoken,
    no_to_the_rest,
    none_of_these,
    spoken_at,
    unchanged,
)
from charting.records.screening import Screening as S
from charting.records.screening import ScreeningAnswer as A
from charting.words import _, ngettext
from ui.binding.layout import Together, checklist, span


def compose(form):
    """Arrange the screening sheet."""
    form.section(
        _("Checklist"),
        checklist(
            S.answers,
            group=A.group,
            label=A.caption,
            hint=A.hint,
            answer=A.answer,
            by_key=("yes", "no"),
            more=(A.detail,),
            more_for="yes",
            last=_said_before,
            together=_together,
            after=_spoken,
            at_end=_at_end,
        ),
        note=_("asked anew at every session"),
    )
    form.section(
        _("Blood"),
        span(S.platelets_10e9_l, 3),
        span(S.platelets_date, 3),
        span(S.hb_g_l, 3),
        span(S.hb_date, 3),
        span(S.inr, 3),
        span(S.inr_date, 3),
        span(S.anticoagulant_name, 3),
        span(S.anticoagulant_last_dose_at, 3),
        span(S.nsaid_name, 3),
        span(S.nsaid_last_dose_at, 3),
        span(S.dual_antiplatelet, 3),
        span(S.blood_donation_on, 3),
    )
    form.section(
        _("Skin"),
        span(S.skin_lesion, 8),
        span(S.site_treated_on, 4),
        span(S.keloid_history, 5),
        span(S.keloid_site, 7),
        span(S.active_alopecia, 12),
        span(S.scalp_hardware, 12),
    )
    form.section(
        _("Illness and medicines"),
        span(S.cancer_kind, 8),
        span(S.cancer_ended_on, 4),
        span(S.isotretinoin_use, 8),
        span(S.isotretinoin_stopped_on, 4),
        span(S.hba1c_mmol_mol, 3),
        span(S.hba1c_date, 3),
        span(S.cd4_per_ul, 3),
        span(S.prednisolone_mg_day, 3),
        span(S.systemic_steroid_last_on, 4),
        span(S.local_steroid_injection_on, 4),
        span(S.liver_decompensated, 4),
        span(S.letter_from, 12),
        span(S.adrenaline_risks, 12),
    )
    form.section(
        _("Pregnancy and lately"),
        span(S.pregnancy_test, 7),
        span(S.lmp, 5),
        span(S.cigarettes_per_day, 3),
        span(S.pack_years, 3),
        span(S.cessation_offered, 6),
        span(S.recent_procedure, 9),
        span(S.recent_procedure_on, 3),
        span(S.hair_dye_on, 4),
        span(S.transplant_on, 4),
        span(S.vaccine_on, 4),
        span(S.note, 12),
    )


def _said_before(answer: A) -> str:
    """What Yes and No mean where that needs saying, what was answered last time, what is asked aloud at every visit."""
    visit = answer.parent.visit if answer.parent is not None else None
    means = answer.means(visit.opened_at.date()) if visit is not None else ""
    alone = _("asked at every visit") if asked_alone(answer) else ""
    return "  ·  ".join(words for words in (means, alone, answer.last_time()) if words)


def _spoken(screening: S, answer: A) -> Together | None:
    """Under the last row of a spoken question: a no to each of its rows, which stand above."""
    spoken = spoken_at(answer)
    if spoken is None:
        return None
    noes = no_to_spoken(screening, spoken)
    what = f"{_(spoken.question)}  {_named(noes)}"
    return Together(_("No to every one of these"), what, _answered_no(noes), noes)


def _together(screening: S, group: str) -> Sequence[Together]:
    """What one press may answer in a group; nothing where every row is asked by itself.

    With a recent checklist behind it the whole list is answered at its end instead.
    """
    if all(asked_alone(answer) for answer in screening.answers if answer.group() == group):
        return ()
    lately = lately_screened(screening) is not None
    same, none = ([], []) if lately else (unchanged(screening, group), none_of_these(screening, group))
    return (
        Together(_("Nothing changed"), _named(same), _copied(screening, same), same),
        Together(_("No to all of these"), _named(none), _answered_no(none), none),
    )


def _at_end(screening: S | None) -> Sequence[Together]:
    """Under the whole list: what may be said of its rows once all of them were read."""
    if screening is None:
        return ()
    same, rest = unchanged(screening), no_to_the_rest(screening)
    since = _("Nothing else has changed since {day}").format(day=day_of_last(screening))
    return (
        Together(since, _named(same), _copied(screening, same), same),
        Together(_("No to the rest, asked today"), _named(rest), _answered_no(rest), rest),
    )


def _copied(screening: S, steps) -> str:
    rows = sum(step.name == "answer" for step in steps)
    told = ngettext("{count} answer as on {day}, to be confirmed", "{count} answers as on {day}, to be confirmed", rows)
    return told.format(count=rows, day=day_of_last(screening))


def _answered_no(steps) -> str:
    told = ngettext("{count} question answered no", "{count} questions answered no", len(steps))
    return told.format(count=len(steps))


def _named(steps) -> str:
    """Codes and short titles: `C03 Recurring herpes, C09 Keloid tendency`."""
    rows = dict.fromkeys(step.record for step in steps)
    return ", ".join(f"{answer.code} {_(answer.row().name)}" for answer in rows)
